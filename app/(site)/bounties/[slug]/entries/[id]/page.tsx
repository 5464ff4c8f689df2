import type { Metadata } from "next";
import { cache } from "react";
import { z } from "zod";
import { orNotFound } from "@/app/or-not-found";
import { Checksum } from "@/components/ui/checksum";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { getBounty } from "@/lib/bounties/get-bounty";
import { getEntry } from "@/lib/bounty-entries/get-entry";
import { getEntryScores } from "@/lib/bounty-judging/get-entry-scores";
import { getOutcome } from "@/lib/bounty-judging/get-outcome";
import { notFound } from "@/lib/errors";
import { readWriteUp } from "@/lib/findings/write-up/render-write-up";
import { WriteUp } from "../../../../findings/_components/write-up";
import { EntryActions, FollowEntry } from "../../../_components/entry-actions";
import { EntryReport } from "../../../_components/entry-report";
import { EntryScores } from "../../../_components/entry-scores";
import { entryWords } from "../../../_components/entry-words";
import { Moment } from "../../../_components/moment";
import "../../../../findings/findings.css";
import "../../../_components/bounties.css";

interface EntryPageProps {
  params: Promise<{ slug: string; id: string }>;
}

const load = cache(async (slug: string, id: string) => {
  const viewer = await getViewer();
  const entryId = z.uuid().safeParse(id).data;
  if (!entryId) return orNotFound(Promise.reject(notFound("entry")));
  return orNotFound(getEntry({ slug, entryId }, viewer));
});

export async function generateMetadata({ params }: EntryPageProps): Promise<Metadata> {
  const { slug, id } = await params;
  return { title: `${(await load(slug, id)).title} \u00b7 entry`, robots: { index: false } };
}

/** An entry as it was frozen, with what each rule says of it. */
export default async function EntryPage({ params }: EntryPageProps) {
  const { slug, id } = await params;
  const [entry, viewer] = await Promise.all([load(slug, id), getViewer()]);
  const [bounty, scores, outcome] = await Promise.all([
    orNotFound(getBounty(slug, viewer)),
    orNotFound(getEntryScores({ slug, entryId: id }, viewer)),
    entry.isOwn ? orNotFound(getOutcome(slug, viewer)) : null,
  ]);
  const mayAppeal = outcome?.own.some((each) => each.entry === id && each.mayAppeal) ?? false;
  const isAppealed = outcome?.appeals.some((each) => each.entry === id) ?? false;
  const {
    title,
    number,
    contentHash,
    committedAt,
    team,
    finding,
    circuitId,
    isOwn,
    state,
    isEntrant,
    isSettled,
    standing,
    why,
    report,
  } = entry;
  const own = viewer.kind === "member" ? team?.find(({ handle }) => handle === viewer.handle) : undefined;
  const asker = viewer.kind === "member" ? viewer.id : viewer.key;
  const said = await readWriteUp(entry.body, asker);
  return (
    <article>
      <h1 className="max-w-prose break-words">
        <bdi>{title}</bdi>
      </h1>
      <p className="mt-1 mb-3 max-w-prose break-words text-ink-soft text-m">
        Entered for{" "}
        <TextLink href={`/bounties/${slug}`}>
          <bdi>{bounty.title}</bdi>
        </TextLink>
        ; version <span className="num">{number}</span>, committed to <Moment at={committedAt} /> by{" "}
        <Checksum value={contentHash} />
        {team &&
          `; by ${team.map(({ handle, isConfirmed }) => (isConfirmed ? handle : `${handle} (not confirmed)`)).join(", ")}`}
        {finding && (
          <>
            {"; "}
            <TextLink href={`/findings/${finding}`}>the finding as it is now</TextLink>
          </>
        )}
        {"; "}
        {circuitId ? (
          <TextLink href={`/circuits/${circuitId}${state === "" ? "" : `?view=${state}`}`}>
            its circuit
          </TextLink>
        ) : (
          "its circuit is not on this site any more, and stays in the file of the entry"
        )}
        {(isOwn || team) && (
          <>
            {"; "}
            <TextLink href={`/api/v1/bounties/${slug}/entries/${id}/file`}>all of it as a file</TextLink>
          </>
        )}
      </p>
      {isOwn && bounty.standing === "open" && (
        <Notice title="Nobody but its team sees this before the bounty closes.">
          Everybody sees its hash and its time at once.
        </Notice>
      )}
      {why && <Notice title={why} />}
      {isOwn && bounty.standing === "open" && (
        <EntryActions
          {...{ slug, id, finding, isEntrant }}
          isWithdrawn={standing === "withdrawn"}
          mustConfirm={own?.isConfirmed === false}
        />
      )}
      <section aria-labelledby="report" className="mt-6">
        <h2 id="report" className="text-l">
          By the rules: {entryWords(entry)}
        </h2>
        {!isSettled && <FollowEntry />}
        <EntryReport report={report} />
      </section>
      <section aria-labelledby="write-up" className="mt-6">
        <h2 id="write-up" className="text-l">
          What it says
        </h2>
        {said ? (
          <WriteUp parts={said.parts} />
        ) : (
          <p className="whitespace-pre-wrap break-words">{entry.body}</p>
        )}
      </section>
      <EntryScores
        {...{ slug, id, scores, mayAppeal, isAppealed, rubric: bounty.rubric }}
        isJudged={bounty.standing === "judging"}
      />
    </article>
  );
}
