import type { Metadata } from "next";
import { accountAddress } from "@/app/_components/account-address";
import { orNotFound } from "@/app/or-not-found";
import { Checksum } from "@/components/ui/checksum";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState, Notice } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { getJudging } from "@/lib/bounty-judging/get-judging";
import type { JudgingView } from "@/lib/bounty-judging/view";
import { JudgeList } from "../../_components/judge-list";
import { JudgesTalk } from "../../_components/judges-talk";
import { RankBounty } from "../../_components/rank-bounty";
import "../../_components/bounties.css";

export const metadata: Metadata = { title: "Judging", robots: { index: false } };

interface JudgePageProps {
  params: Promise<{ slug: string }>;
}

/** How a bounty is being judged, for who judges or leads it. */
export default async function JudgePage({ params }: JudgePageProps) {
  const [{ slug }, viewer] = await Promise.all([params, getViewer()]);
  if (viewer.kind === "guest")
    return (
      <>
        <h1>Judging</h1>
        <EmptyState title="Judging a bounty needs an account.">
          <p className="mt-3">
            <ButtonLink href={accountAddress("/sign-in", `/bounties/${slug}/judge`)} look="primary">
              Sign in
            </ButtonLink>
          </p>
        </EmptyState>
      </>
    );
  const judging = await orNotFound(getJudging(slug, viewer));
  const { title, standing, leads, progress, judges, own, hasEntered, discussion } = judging;
  return (
    <>
      <h1>Judging</h1>
      <p className="mt-1 mb-4 max-w-prose break-words text-ink-soft">
        <TextLink href={`/bounties/${slug}`}>
          <bdi>{title}</bdi>
        </TextLink>
      </p>
      {standing === "open" ? (
        <Notice title="It is still open: what was entered is sealed.">
          Once it closes, entries that keep to its rules are given to its judges here, within a minute.
        </Notice>
      ) : (
        <p className="max-w-prose text-m">{progressWords(progress)}</p>
      )}
      {hasEntered && (
        <Notice title="You entered for this bounty: nothing of it is given to you to score.">
          Who leads it has named you a judge without knowing.
        </Notice>
      )}
      {own.length > 0 && <OwnEntries slug={slug} own={own} />}
      <JudgeList {...{ slug, judges, leads, standing }} />
      {discussion ? (
        <JudgesTalk slug={slug} discussion={discussion} isJudged={standing === "judging"} />
      ) : (
        standing === "judging" && (
          <p className="mt-6 max-w-prose text-ink-soft text-m">
            Once the last has scored, all who judge see what each gave, and talk about it here.
          </p>
        )
      )}
      {leads && (standing === "judging" || standing === "provisional") && (
        <RankBounty slug={slug} number={judging.result} />
      )}
    </>
  );
}

function progressWords({ judged, unsettled, waiting, unscored }: JudgingView["progress"]): string {
  const parts = [
    `${judged} ${judged === 1 ? "entry is" : "entries are"} judged`,
    ...(unsettled > 0 ? [`of ${unsettled} it is still computed what the rules say`] : []),
    ...(waiting > 0 ? [`${waiting} ${waiting === 1 ? "score is" : "scores are"} waited for`] : []),
    ...(unscored > 0 && waiting === 0 ? [`${unscored} nobody has scored`] : []),
  ];
  return `${parts.join("; ")}.`;
}

const standingWords = { waiting: "to be scored", scored: "scored", conflict: "not yours: a conflict" };

function OwnEntries({ slug, own }: { slug: string; own: JudgingView["own"] }) {
  const left = own.filter(({ standing }) => standing === "waiting").length;
  const next = own.find(({ standing }) => standing === "waiting");
  return (
    <section aria-labelledby="own" className="mt-6 max-w-prose">
      <h2 id="own" className="text-l">
        Yours to score
      </h2>
      <p className="text-ink-soft text-m">
        In an order that is yours alone, and without who entered.{" "}
        {left === 0 ? "You have scored all of them." : `${left} of ${own.length} left.`}
      </p>
      {next && (
        <p className="mt-2 mb-3">
          <ButtonLink href={`/bounties/${slug}/entries/${next.entry}`} look="primary">
            Score the next
          </ButtonLink>
        </p>
      )}
      <ol className="text-m">
        {own.map(({ entry, title, commitment, standing, points }) => (
          <li key={entry} className="rule-row">
            <TextLink href={`/bounties/${slug}/entries/${entry}`}>
              <bdi>{title ?? "An entry"}</bdi>
            </TextLink>
            , <Checksum value={commitment} />: {standingWords[standing]}
            {points.length > 0 && <span className="num"> ({points.join(", ")})</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
