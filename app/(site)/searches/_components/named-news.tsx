import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";

interface NamedNewsProps {
  heading: string;
  /** The first of them. */
  named: readonly { name: string; url: string }[];
  /** How many there are in all. */
  count: number;
}

/** What is new in a search, by its names; nothing where none is named. */
export function NamedNews({ heading, named, count }: NamedNewsProps) {
  const more = count - named.length;
  if (named.length === 0) return null;
  return (
    <div className="basis-full pt-1 text-s">
      <span className="text-ink-soft">{heading}</span>
      <ul className="ml-4">
        {named.map(({ name, url }) => (
          <li key={url} className="break-words">
            <TextLink href={url}>
              <bdi>{name}</bdi>
            </TextLink>
          </li>
        ))}
        {more > 0 && <li className="text-ink-soft">and {formatCount(more)} more</li>}
      </ul>
    </div>
  );
}
