import type { Metadata } from "next";
import { cache } from "react";
import { CopyLink } from "@/app/_components/copy-link";
import { GonePage } from "@/app/_components/gone-page";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { previewMetadata } from "@/app/_previews/preview-metadata";
import { discussionQuery } from "@/app/_queries/discussion";
import { known, Prefetched } from "@/app/_queries/prefetched";
import { isGone, orGone } from "@/app/or-gone";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { findWinsOfFinding } from "@/lib/bounty-judging/find-wins";
import { findConversations } from "@/lib/discussion/find-conversations";
import { siteUrl } from "@/lib/env";
import { getFinding } from "@/lib/findings/get-finding";
import { citationOf } from "@/lib/findings/versions/cite-version";
import { getVersion } from "@/lib/findings/versions/get-version";
import { getWriteUp } from "@/lib/findings/write-up/get-write-up";
import { idCursor } from "@/lib/paging/page";
import { tierOfFinding } from "@/lib/tiers/get-finding-tier";
import { toParams } from "../../_components/to-params";
import { Discussion } from "../../_discussion/discussion";
import { writerOf } from "../../_discussion/writer-of";
import { WatchButton } from "../../_watching/watch-button";
import { Wins } from "../../bounties/_wins/wins";
import { FindingCircuit } from "../_circuit/finding-circuit";
import { CiteVersion } from "../_components/cite-version";
import { FindingActions } from "../_components/finding-actions";
import { FindingByline } from "../_components/finding-byline";
import { FindingData } from "../_components/finding-data";
import { ShareFinding } from "../_components/share-finding";
import { WriteUp } from "../_components/write-up";
import { Evidence } from "../_evidence/evidence";
import "../findings.css";

interface FindingPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const loadFinding = cache(async (findingId: string) =>
  orGone(getFinding({ findingId, viewer: await getViewer() })),
);

export async function generateMetadata({ params }: FindingPageProps): Promise<Metadata> {
  const finding = await loadFinding((await params).id);
  if (isGone(finding)) return { title: "A finding that was taken back", robots: { index: false } };
  const { id, body, author, publishedAt } = finding;
  const title = finding.title || "Untitled";
  const beginning = [...body.trim().replace(/\s+/g, " ")].slice(0, 200).join("");
  const description = beginning || `A finding by ${author.name ?? author.handle}.`;
  const address = publishedAt ? `/api/v1/findings/${id}` : null;
  return {
    ...{ title, description },
    ...previewMetadata({ title, description, address, alt: "The graph of its circuit in small" }),
    ...(publishedAt && { alternates: addressesOf(id) }),
    authors: [{ name: author.name ?? author.handle }],
    ...(!publishedAt && { robots: { index: false } }),
  };
}

/** Its one address for who searches, and where other places ask what to show of a link to it. */
function addressesOf(findingId: string): Metadata["alternates"] {
  const page = `/findings/${findingId}`;
  const asked = new URLSearchParams({ url: `${siteUrl()}${page}`, format: "json" });
  return { canonical: page, types: { "application/json+oembed": `/api/v1/oembed?${asked}` } };
}

export default async function FindingPage({ params, searchParams }: FindingPageProps) {
  const [finding, viewer] = await Promise.all([loadFinding((await params).id), getViewer()]);
  if (isGone(finding)) return <GonePage sentence={finding.message} />;
  const { id, title, body, circuitId, state, revision, publishedAt, latestVersion } = finding;
  const { isMine, mayTakeBack } = finding;
  const [parts, wins, evidence] = await Promise.all([
    body.trim() ? getWriteUp({ findingId: id, number: revision }) : [],
    findWinsOfFinding(id),
    tierOfFinding(finding),
  ]);
  const version =
    publishedAt && latestVersion ? await orGone(getVersion({ findingId: id, version: latestVersion })) : null;
  // Taken back since it was read.
  if (isGone(version)) return <GonePage sentence={version.message} />;
  const citation = version && citationOf(version);
  return (
    <article>
      <header className="grid grid-cols-1 gap-3">
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h1 className="min-w-0 max-w-prose break-words text-xl">{title || "Untitled"}</h1>
          <span className="ml-auto flex items-baseline gap-2">
            {publishedAt && (
              <WatchButton path={`/findings/${id}`} of={{ kind: "finding", id }} viewer={viewer} />
            )}
            <CopyLink />
          </span>
        </div>
        <FindingByline finding={finding} />
        <Wins wins={wins} />
        {finding.hidden !== null && (
          <Notice title="This finding is hidden.">Nobody but you sees it. {finding.hidden}</Notice>
        )}
        {finding.locked !== null && (
          <Notice title="A moderator has locked this finding.">Nobody changes it. {finding.locked}</Notice>
        )}
        {!publishedAt && finding.hidden === null && (
          <Notice title={finding.withdrawnAt ? "You took this finding back." : "This is a draft."}>
            Only you see it until you publish it{finding.withdrawnAt && " again"}.
          </Notice>
        )}
        <FindingActions
          findingId={id}
          isMine={isMine}
          mayTakeBack={mayTakeBack}
          isPublished={publishedAt !== null}
          canFork={viewer.kind === "member"}
        />
        {publishedAt && (
          <p className="text-s">
            <TextLink href={`/collections/mine?finding=${id}`}>Add to a collection</TextLink>
            {!isMine && (
              <>
                {" \u00b7 "}
                <TextLink href={`/report?kind=finding&id=${id}`}>Report</TextLink>
              </>
            )}
          </p>
        )}
        <Evidence evidence={evidence} circuitId={circuitId} />
      </header>
      {parts.length > 0 && <WriteUp parts={parts} />}
      <FindingCircuit circuitId={circuitId} state={state} />
      {publishedAt && <DiscussionOf findingId={id} params={toParams(await searchParams)} />}
      {citation && <CiteVersion citation={citation} />}
      {publishedAt && <ShareFinding site={siteUrl()} finding={id} title={title} citation={citation} />}
      {citation && <FindingData citation={citation} body={body} tags={finding.tags} />}
    </article>
  );
}

/** What people say about it, while it is public. */
async function DiscussionOf({ findingId, params }: { findingId: string; params: URLSearchParams }) {
  const viewer = await getViewer();
  const cursor = cursorOf(params, "conversations", idCursor);
  const about = { kind: "finding", id: findingId } as const;
  const discussion = await orGone(findConversations({ about, viewer, cursor }));
  // Taken back since it was read.
  if (isGone(discussion)) return null;
  const place = { path: `/findings/${findingId}`, cursor: cursor ?? null };
  return (
    <Prefetched answers={[known(discussionQuery(place), discussion)]}>
      <Discussion place={place} writer={writerOf(viewer)} />
      <ListPager
        list="conversations"
        label="Pages of conversations"
        params={params}
        nextCursor={discussion.nextCursor}
      />
    </Prefetched>
  );
}
