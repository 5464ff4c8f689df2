import { TextLink } from "@/components/ui/link";

/** Of a bounty; null of a recorded contest, whose entries and people have no pages. */
export type ContestSlug = string | null;

interface EntryLinkProps {
  slug: ContestSlug;
  entry: string;
  /** Null where its finding was deleted. */
  title: string | null;
  untitled?: string;
}

export function EntryLink({ slug, entry, title, untitled = "An entry" }: EntryLinkProps) {
  const words = <bdi>{title ?? untitled}</bdi>;
  return slug === null ? words : <TextLink href={`/bounties/${slug}/entries/${entry}`}>{words}</TextLink>;
}

export function PersonLink({ slug, handle }: { slug: ContestSlug; handle: string }) {
  const words = <bdi>{handle}</bdi>;
  return slug === null ? words : <TextLink href={`/users/${handle}`}>{words}</TextLink>;
}

/** Who entered something, by their handles. */
export function Entrants({ slug, entrants }: { slug: ContestSlug; entrants: readonly string[] }) {
  return entrants.map((handle, at) => (
    <span key={handle}>
      {at > 0 && ", "}
      <PersonLink slug={slug} handle={handle} />
    </span>
  ));
}
