import { accountAddress } from "@/app/_components/account-address";
import { ListPager } from "@/app/_components/list-pager";
import { Checksum } from "@/components/ui/checksum";
import { ButtonLink, TextLink } from "@/components/ui/link";
import type { Viewer } from "@/lib/auth/viewer-type";
import type { Standing } from "@/lib/bounties/bounty-words";
import { findCommitments, findEntries } from "@/lib/bounty-entries/find-entries";
import { EntryList } from "./entry-list";
import { Moment } from "./moment";

interface EntriesProps {
  slug: string;
  standing: Standing;
  opensAt: Date;
  viewer: Viewer;
  params: URLSearchParams;
  cursor: string | undefined;
}

/** Commitments that stand on a page at once; the API has them all. */
const shownCommitments = 20;

/** What was entered for a bounty: while it is open one's own and the commitments of all, afterwards all that counts. */
export async function Entries({ slug, standing, opensAt, viewer, params, cursor }: EntriesProps) {
  const isOpen = standing === "open";
  const [entries, commitments] = await Promise.all([
    findEntries({ slug, viewer, cursor }),
    findCommitments({ slug, limit: shownCommitments }),
  ]);
  return (
    <section aria-labelledby="entries" className="mt-6 max-w-prose">
      <h2 id="entries" className="text-l">
        Entries
      </h2>
      {isOpen && opensAt <= new Date() && (
        <p className="mt-1 mb-3">
          {viewer.kind === "guest" ? (
            <ButtonLink href={accountAddress("/sign-in", `/bounties/${slug}/enter`)} look="primary">
              Sign in to enter
            </ButtonLink>
          ) : (
            <ButtonLink href={`/bounties/${slug}/enter`} look="primary">
              Enter a finding
            </ButtonLink>
          )}
        </p>
      )}
      {entries.items.length > 0 && (
        <>
          {isOpen && <h3 className="text-m">Yours, which nobody else sees before it closes</h3>}
          <EntryList slug={slug} entries={entries.items} />
          <ListPager
            list="entries"
            label="Pages of entries"
            params={params}
            nextCursor={entries.nextCursor}
          />
        </>
      )}
      {!isOpen && entries.items.length === 0 && <p className="text-m">No entry counts.</p>}
      <p className="mt-3 text-ink-soft text-m">
        {commitments.items.length === 0
          ? isOpen
            ? "Nobody has committed to an entry yet."
            : "Nobody committed to an entry."
          : `Commitments in their order, each the hash of something that was entered or mended${isOpen ? "; what it is of is sealed until the bounty closes" : ""}.`}
      </p>
      {commitments.items.length > 0 && (
        <ol className="text-m">
          {commitments.items.map(({ contentHash, committedAt }) => (
            <li key={contentHash} className="rule-row">
              <Checksum value={contentHash} />: <Moment at={committedAt} />
            </li>
          ))}
        </ol>
      )}
      {commitments.nextCursor && (
        <p className="text-m">
          <TextLink href={`/api/v1/bounties/${slug}/entries/commitments`}>All of them, as JSON</TextLink>
        </p>
      )}
    </section>
  );
}
