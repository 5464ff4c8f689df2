import { TextLink } from "./link";

interface PagerProps {
  /** The name of the list, for those who cannot see it. */
  label: string;
  /** The address of the first page; null on it. */
  first: string | null;
  /** The address of the next page; null on the last. */
  next: string | null;
  /** Whether its things stand by their age, the newest first. */
  byAge: boolean;
}

/** The links through a list that goes on, which need no script. There are none where one page holds it all. */
export function Pager({ label, first, next, byAge }: PagerProps) {
  if (first === null && next === null) return null;
  return (
    <nav aria-label={label} className="mt-2 flex gap-4 text-s">
      {first !== null && (
        <TextLink href={first} scroll={false}>
          {byAge ? "Newest" : "First"}
        </TextLink>
      )}
      {next !== null && (
        <TextLink href={next} rel="next" scroll={false}>
          {byAge ? "Older" : "Next"}
        </TextLink>
      )}
    </nav>
  );
}
