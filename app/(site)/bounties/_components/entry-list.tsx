import { Checksum } from "@/components/ui/checksum";
import { TextLink } from "@/components/ui/link";
import type { ListedEntry } from "@/lib/bounty-entries/view";
import { entryWords } from "./entry-words";
import { Moment } from "./moment";

export function EntryList({ slug, entries }: { slug: string; entries: readonly ListedEntry[] }) {
  return (
    <ul className="mt-1">
      {entries.map((entry) => (
        <li key={entry.id} className="bounty-row">
          <TextLink href={`/bounties/${slug}/entries/${entry.id}`}>
            <bdi>{entry.title ?? "An entry whose finding was deleted"}</bdi>
          </TextLink>
          <span className="text-ink-soft text-s">
            {entryWords(entry)}; version <span className="num">{entry.number}</span>, committed to{" "}
            <Moment at={entry.committedAt} /> by <Checksum value={entry.contentHash} />
          </span>
        </li>
      ))}
    </ul>
  );
}
