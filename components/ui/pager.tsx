import { TextLink } from "./link";

interface PagerProps {
  /** The name of the list, for those who cannot see it. */
  label: string;
  /** The address of the first page; null on it. */
  newest: string | null;
  /** The address of the next page; null on the last. */
  older: string | null;
}

/** The links through a list that goes on, which need no script. There are none where one page holds it all. */
export function Pager({ label, newest, older }: PagerProps) {
  if (newest === null && older === null) return null;
  return (
    <nav aria-label={label} className="mt-2 flex gap-4 text-s">
      {newest !== null && (
        <TextLink href={newest} scroll={false}>
          Newest
        </TextLink>
      )}
      {older !== null && (
        <TextLink href={older} rel="next" scroll={false}>
          Older
        </TextLink>
      )}
    </nav>
  );
}
