import type { Metadata } from "next";
import { cache } from "react";
import { CopyLink } from "@/app/_components/copy-link";
import { cursorOf } from "@/app/_components/list-pager";
import { previewMetadata } from "@/app/_previews/preview-metadata";
import { orNotFound } from "@/app/or-not-found";
import { Checksum } from "@/components/ui/checksum";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import type { Viewer } from "@/lib/auth/viewer-type";
import { getBounty, type WholeBounty } from "@/lib/bounties/get-bounty";
import { tieRule } from "@/lib/bounty-judging/judging-words";
import { nullResultTag, replicationTag } from "@/lib/finding-format/result-tags";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../../_components/to-params";
import { WatchButton } from "../../_watching/watch-button";
import { WriteUp } from "../../findings/_components/write-up";
import { OpenBounty } from "../_components/bounty-actions";
import { BountyLog } from "../_components/bounty-log";
import { Entries } from "../_components/entries";
import { Reward } from "../_components/reward";
import { StandingWords } from "../_components/standing";
import "../../findings/findings.css";
import "../_components/bounties.css";

interface BountyPageProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const load = cache(async (slug: string) => orNotFound(getBounty(slug, await getViewer())));

export async function generateMetadata({ params }: BountyPageProps): Promise<Metadata> {
  const { slug, title, standing, isShown } = await load((await params).slug);
  const description =
    "What it asks for, the rules that a machine checks of each entry, and what judges score.";
  const address = isShown ? `/api/v1/bounties/${slug}` : null;
  return {
    ...{ title: `${title} \u00b7 bounty`, description },
    ...previewMetadata({ title, description, address, alt: "What it promises, and until when" }),
    ...(standing === "draft" && { robots: { index: false } }),
  };
}

/** A bounty: what it asks for and promises, until when, by which rules, and what became of it. */
export default async function BountyPage({ params, searchParams }: BountyPageProps) {
  const [bounty, viewer, asked] = await Promise.all([
    load((await params).slug),
    getViewer(),
    searchParams.then(toParams),
  ]);
  const { slug, title, parts, standing, revision, isOwn, isLocked, rules, rubric, cancelled, events } =
    bounty;
  const judges = viewer.kind === "member" && bounty.judges.some(({ handle }) => handle === viewer.handle);
  return (
    <article>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="min-w-0 max-w-prose break-words">
          <bdi>{title}</bdi>
        </h1>
        <span className="ml-auto flex flex-wrap gap-2">
          {bounty.isShown && (
            <WatchButton path={`/bounties/${slug}`} of={{ kind: "bounty", id: bounty.id }} viewer={viewer} />
          )}
          <CopyLink />
        </span>
      </div>
      <Promised bounty={bounty} viewer={viewer} />
      {cancelled && (
        <Notice title="This bounty was cancelled.">
          <bdi>{cancelled.reason}</bdi>
        </Notice>
      )}
      {(standing === "provisional" || standing === "awarded") && (
        <p className="mt-3">
          <ButtonLink href={`/bounties/${slug}/outcome`} look="primary">
            {standing === "awarded" ? "Who won, and why" : "The ranking"}
          </ButtonLink>
        </p>
      )}
      {(judges || bounty.leads) && standing !== "draft" && standing !== "cancelled" && (
        <p className="mt-3">
          <ButtonLink href={`/bounties/${slug}/judge`}>{judges ? "Judge it" : "Its judges"}</ButtonLink>
        </p>
      )}
      {isOwn && !isLocked && (
        <div className="mt-3 flex flex-wrap items-start gap-3">
          {standing === "draft" && <OpenBounty slug={slug} revision={revision} />}
          <ButtonLink href={`/bounties/${slug}/edit`}>Lead it: words, rules, deadline</ButtonLink>
        </div>
      )}
      {parts.length > 0 && (
        <section aria-labelledby="brief" className="mt-6">
          <h2 id="brief" className="text-l">
            What is looked for
          </h2>
          <WriteUp parts={parts} />
        </section>
      )}
      <section aria-labelledby="rules" className="mt-6 max-w-prose">
        <h2 id="rules" className="text-l">
          Rules
        </h2>
        <p className="text-ink-soft text-m">
          {rules.length === 0
            ? "No rule is checked by machine: what counts is for the judges."
            : "Each is checked by machine of every entry, the moment somebody enters. What is not known does not pass."}
        </p>
        {rules.map(({ kind, version, words, definition }) => (
          <details key={`${kind}.${version}.${words}`} className="rule-row">
            <summary>{words}</summary>
            <p className="mt-1 text-ink-soft text-s">
              {definition}{" "}
              <span className="num">
                ({kind}, version {version})
              </span>
            </p>
          </details>
        ))}
        <Eligible bounty={bounty} />
      </section>
      <section aria-labelledby="rubric" className="mt-6 max-w-prose">
        <h2 id="rubric" className="text-l">
          What judges score
        </h2>
        <dl className="grid gap-2 text-m">
          {rubric.map(({ name, weight, description }) => (
            <div key={name} className="break-words">
              <dt className="font-semibold">
                <bdi>{name}</bdi>, weight <span className="num">{weight}</span>
              </dt>
              <dd className="text-ink-soft">
                <bdi>{description}</bdi>
              </dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-ink-soft text-m">
          {bounty.judgesEach === null
            ? "All judges score each entry"
            : `${bounty.judgesEach} ${bounty.judgesEach === 1 ? "judge scores" : "judges score"} each entry`}
          , in an order of their own, without who entered and without what others gave. {tieRule} Then who
          entered has {bounty.appealDays} days to appeal, and who is asked has {bounty.replyDays} days to
          answer.
        </p>
      </section>
      {bounty.isShown && (
        <Entries
          {...{ slug, standing, viewer, opensAt: bounty.opensAt }}
          params={asked}
          cursor={cursorOf(asked, "entries", idCursor)}
        />
      )}
      {events.length > 0 && <BountyLog events={events} />}
    </article>
  );
}

function Promised({ bounty, viewer }: { bounty: WholeBounty; viewer: Viewer }) {
  const {
    id,
    sponsor,
    judges,
    reward,
    prize,
    prizeSharedBy,
    standing,
    opensAt,
    closesAt,
    isOwn,
    isHidden,
    isLocked,
  } = bounty;
  return (
    <>
      <p className="mt-1">
        <StandingWords {...{ standing, opensAt, closesAt }} />
      </p>
      <p className="mt-1 max-w-prose break-words text-ink-soft text-m first-letter:uppercase">
        <Reward {...{ reward, prize, prizeSharedBy }} />
        {reward || prize !== "" ? ", promised by " : "; asked by "}
        <TextLink href={`/users/${sponsor.handle}`}>
          <bdi>{sponsor.name ?? sponsor.handle}</bdi>
        </TextLink>
        ; judged by{" "}
        {judges.length === 0
          ? "whom the site\u2019s administrators name"
          : judges.map(({ handle, name }, at) => (
              <span key={handle}>
                {at > 0 && ", "}
                <TextLink href={`/users/${handle}`}>
                  <bdi>{name ?? handle}</bdi>
                </TextLink>
              </span>
            ))}
        {!isOwn && !isHidden && viewer.kind === "member" && (
          <>
            {" \u00b7 "}
            <TextLink href={`/report?kind=bounty&id=${id}`}>Report</TextLink>
          </>
        )}
      </p>
      {isHidden && (
        <Notice title="Moderators have hidden this bounty.">Nobody but its sponsor sees it.</Notice>
      )}
      {isLocked && <Notice title="Moderators have locked this bounty.">Nobody changes it.</Notice>}
    </>
  );
}

function Eligible({ bounty }: { bounty: WholeBounty }) {
  const { slug, nullResults, replications, licence, maxEntriesADay, maxTeam, termsHash } = bounty;
  const also = [
    ...(nullResults ? [`what was looked for and not found, tagged “${nullResultTag}”`] : []),
    ...(replications ? [`a replication of what others found, tagged “${replicationTag}”`] : []),
  ];
  return (
    <p className="mt-3 text-ink-soft text-m">
      {also.length > 0 && `Eligible, too: ${also.join(", and ")}. `}
      What is entered becomes public under {licence} once it closes. One person commits {maxEntriesADay} times
      a day at most; up to {maxTeam} enter together.{" "}
      <TextLink href={`/api/v1/bounties/${slug}/terms`}>The terms as a file</TextLink> have the hash{" "}
      <Checksum value={termsHash} />.
    </p>
  );
}
