import type { Metadata } from "next";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { Term } from "@/app/_components/term/term";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { findBounties, type BountyList as ListName } from "@/lib/bounties/find-bounties";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../_components/to-params";
import { feedOf } from "../circuits/_catalogue/feed-address";
import { BountyList } from "./_components/bounty-list";
import "./_components/bounties.css";

const feed = "/api/v1/feeds/bounties";

export const metadata: Metadata = {
  title: "Bounties",
  description: "Contests for findings, by rules that a machine checks and judges who score blind.",
  alternates: feedOf(feed, "Bounties"),
};

interface BountiesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const lists: Record<ListName, { name: string; none: string }> = {
  open: { name: "Open", none: "No bounty is open." },
  judging: { name: "Being judged", none: "No bounty is being judged." },
  ended: { name: "Ended", none: "No bounty has ended yet." },
  own: { name: "Yours", none: "You sponsor none." },
};

/** Bounties by how they stand: `?only=judging`, `ended`, and one's own. */
export default async function BountiesPage({ searchParams }: BountiesPageProps) {
  const [viewer, params] = await Promise.all([getViewer(), searchParams.then(toParams)]);
  const names: ListName[] = [
    "open",
    "judging",
    "ended",
    ...(viewer.kind === "member" ? (["own"] as const) : []),
  ];
  const only = names.find((name) => name === params.get("only")) ?? "open";
  const cursor = cursorOf(params, "bounties", idCursor);
  const { items, nextCursor } = await findBounties({ viewer, only, cursor });
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h1>Bounties</h1>
        <ButtonLink href="/bounties/new" size="s">
          Sponsor a bounty
        </ButtonLink>
      </div>
      <p className="mt-1 mb-3 max-w-prose text-ink-soft">
        A <Term of="bounty">bounty</Term> asks for a <Term of="finding">finding</Term> of some kind. Its rules
        are checked by machine the moment somebody enters, and what they say does not change once somebody
        has.
      </p>
      <nav aria-label="Bounties by how they stand" className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-m">
        {names.map((name) => (
          <TextLink
            key={name}
            href={name === "open" ? "/bounties" : `/bounties?only=${name}`}
            aria-current={name === only ? "page" : undefined}
          >
            {lists[name].name}
          </TextLink>
        ))}
        <TextLink href="/bounties/wanted">Wanted</TextLink>
      </nav>
      {items.length > 0 ? (
        <BountyList bounties={items} />
      ) : cursor ? (
        <p className="text-m">This list ends before here.</p>
      ) : (
        <EmptyState title={lists[only].none}>
          {only === "open" ? (
            <>
              <TextLink href="/bounties/new">Sponsor one</TextLink>: say what you would like to see explained.
            </>
          ) : (
            <TextLink href="/bounties">Show what is open</TextLink>
          )}
        </EmptyState>
      )}
      <ListPager list="bounties" label="Pages of bounties" params={params} nextCursor={nextCursor} />
      <p className="mt-4 text-ink-soft text-s">
        Follow them by their{" "}
        <a className="text-link" href={feed}>
          Atom feed
        </a>
      </p>
    </>
  );
}
