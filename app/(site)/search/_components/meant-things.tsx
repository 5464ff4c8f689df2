import { TextLink } from "@/components/ui/link";
import type { MeantThing } from "@/lib/search/view";

interface MeantThingsProps {
  meant: readonly MeantThing[];
  /** What is to be said of the search as a whole. */
  sentence: string | null;
}

/** What an id that somebody typed is of. */
export function MeantThings({ meant, sentence }: MeantThingsProps) {
  return (
    <>
      {sentence && <p className="max-w-prose text-m">{sentence}</p>}
      {meant.length > 0 && (
        <ul className="mt-2" aria-label="What the id is of">
          {meant.map(({ href, name, about }) => (
            <li key={href} className="list-row flex-wrap break-words text-m">
              <TextLink href={href}>{name}</TextLink>
              <span className="text-ink-soft text-s">{about}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
