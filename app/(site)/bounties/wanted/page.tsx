import type { Metadata } from "next";
import { z } from "zod";
import { accountAddress } from "@/app/_components/account-address";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer } from "@/lib/auth/viewer";
import type { Viewer } from "@/lib/auth/viewer-type";
import { toStorable } from "@/lib/db/storable-text";
import { findWanted } from "@/lib/wanted/find-wanted";
import { type WantedView, wantedCursor } from "@/lib/wanted/wanted-schemas";
import { maxTextLength } from "@/lib/wanted/wanted-words";
import { toParams } from "../../_components/to-params";
import { WantedActions } from "./_components/wanted-actions";
import { WantedForm } from "./_components/wanted-form";

export const metadata: Metadata = {
  title: "Wanted",
  description: "Features and behaviours that people would like to see explained, by votes.",
};

interface WantedPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What people would like to see explained: `?q=`, `?only=` one, `?feature=` to ask about one. */
export default async function WantedPage({ searchParams }: WantedPageProps) {
  const [viewer, params] = await Promise.all([getViewer(), searchParams.then(toParams)]);
  const q = toStorable(params.get("q") ?? "").slice(0, 200);
  const only = z.uuid().safeParse(params.get("only")).data;
  const feature = toStorable(params.get("feature") ?? "").slice(0, maxTextLength);
  const cursor = cursorOf(params, "wanted", wantedCursor);
  const { items, nextCursor } = await findWanted({ viewer, q, only, cursor });
  return (
    <>
      <p className="text-s">
        <TextLink href="/bounties">Bounties</TextLink>
      </p>
      <h1>Wanted</h1>
      <p className="mt-1 mb-3 max-w-prose text-ink-soft">
        Features, and things that models do, which people would like to see explained. Whoever can promise
        something for it makes a bounty of one.
      </p>
      <form method="get" className="mb-3 flex max-w-prose gap-2">
        <input
          type="search"
          name="q"
          defaultValue={q}
          maxLength={200}
          aria-label="Words of what is wanted"
          className="input min-w-0 grow"
        />
        <Button type="submit">Search</Button>
      </form>
      {items.length > 0 ? (
        <ul className="max-w-3xl">
          {items.map((wanted) => (
            <Wanted key={wanted.id} wanted={wanted} viewer={viewer} />
          ))}
        </ul>
      ) : (
        <EmptyState title={q || only || cursor ? "Nothing of that is wanted." : "Nobody has asked yet."}>
          {(q || only || cursor) && <TextLink href="/bounties/wanted">Show all that is</TextLink>}
        </EmptyState>
      )}
      <ListPager list="wanted" label="Pages of what is wanted" params={params} nextCursor={nextCursor} />
      {only && items.length > 0 && (
        <p className="mt-3 text-m">
          <TextLink href="/bounties/wanted">All that is wanted</TextLink>
        </p>
      )}
      <section aria-labelledby="ask" className="mt-8">
        <h2 id="ask" className="mb-2 text-l">
          Ask for an explanation
        </h2>
        {viewer.kind === "guest" ? (
          <p className="text-m">
            <TextLink href={accountAddress("/sign-in", "/bounties/wanted")}>Sign in</TextLink> to ask, and to
            vote.
          </p>
        ) : (
          <WantedForm feature={feature} />
        )}
      </section>
    </>
  );
}

function Wanted({ wanted, viewer }: { wanted: WantedView; viewer: Viewer }) {
  const { id, text, feature, pattern, votes, createdAt, asker, bounty, isOwn, hasVoted } = wanted;
  return (
    <li className="border-line border-b py-3 text-m">
      <p className="break-words">
        <bdi>{text}</bdi>
      </p>
      <p className="break-words text-ink-soft text-s">
        <strong className="text-ink">
          {formatCount(votes)} {votes === 1 ? "vote" : "votes"}
        </strong>
        ; asked by{" "}
        <TextLink href={`/users/${asker.handle}`}>
          <bdi>{asker.name ?? asker.handle}</bdi>
        </TextLink>{" "}
        <RelativeDate date={createdAt} />
        {feature && (
          <>
            {" "}
            of <TextLink href={feature}>{feature.replace("/features/", "")}</TextLink>
          </>
        )}
        {viewer.kind === "member" && !isOwn && (
          <>
            {" \u00b7 "}
            <TextLink href={`/report?kind=wanted&id=${id}`}>Report</TextLink>
          </>
        )}
      </p>
      {pattern && (
        <p className="break-words text-s">
          In: <bdi className="mono">{pattern}</bdi>
        </p>
      )}
      {bounty && (
        <p className="break-words">
          Answered by the bounty{" "}
          <TextLink href={`/bounties/${bounty.slug}`}>
            <bdi>{bounty.title}</bdi>
          </TextLink>
        </p>
      )}
      {viewer.kind === "member" && (
        <div className="mt-1 flex flex-wrap items-center gap-3">
          <WantedActions {...{ id, text, isOwn, hasVoted }} />
          {!bounty && <TextLink href={`/bounties/new?wanted=${id}`}>Make a bounty of this</TextLink>}
        </div>
      )}
    </li>
  );
}
