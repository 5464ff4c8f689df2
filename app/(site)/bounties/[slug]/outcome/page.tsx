import type { Metadata } from "next";
import { cache } from "react";
import { z } from "zod";
import { CopyLink } from "@/app/_components/copy-link";
import { orNotFound } from "@/app/or-not-found";
import { Checksum } from "@/components/ui/checksum";
import { TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { getOutcome } from "@/lib/bounty-judging/get-outcome";
import { maxAwardWordsLength, maxCorrectionLength } from "@/lib/bounty-judging/judging-words";
import type { OutcomeView } from "@/lib/bounty-judging/view";
import { ActForm } from "../../_components/act-form";
import { AgreementWords } from "../../_components/agreement-words";
import { Appeals } from "../../_components/appeals";
import { Moment } from "../../_components/moment";
import { Offers } from "../../_components/offers";
import { RankBounty } from "../../_components/rank-bounty";
import { RankingTable } from "../../_components/ranking-table";
import { Unranked } from "../../_components/unranked";
import { Winners } from "../../_components/winners";
import "../../_components/bounties.css";

interface OutcomePageProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const fromPlace = z.coerce.number().int().min(1).max(1e6).catch(1);

const load = cache(async (slug: string, from: number) =>
  orNotFound(getOutcome(slug, await getViewer(), from)),
);

export async function generateMetadata({ params, searchParams }: OutcomePageProps): Promise<Metadata> {
  const [{ slug }, { from }] = await Promise.all([params, searchParams]);
  const { title } = await load(slug, fromPlace.parse(from));
  return {
    title: `${title} · outcome`,
    description: "How what was entered ranks, by which scores, what was appealed and ruled, and who won.",
  };
}

/** What came of a bounty: who won, how all rank, what was said against it, and each result as it was made. */
export default async function OutcomePage({ params, searchParams }: OutcomePageProps) {
  const [{ slug }, { from }] = await Promise.all([params, searchParams]);
  const outcome = await load(slug, fromPlace.parse(from));
  const { title, standing, leads, results, ranked, nextPlace, offers, appeals, unranked, rulings } = outcome;
  const latest = results.at(-1);
  return (
    <article>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1>Outcome</h1>
        <span className="ml-auto">
          <CopyLink />
        </span>
      </div>
      <p className="mt-1 mb-4 max-w-prose break-words text-ink-soft">
        <TextLink href={`/bounties/${slug}`}>
          <bdi>{title}</bdi>
        </TextLink>
      </p>
      {!latest ? (
        <EmptyState title="It is not ranked yet.">
          {standing === "cancelled"
            ? "This bounty was cancelled: nothing comes of it."
            : "Its scores, and who entered, stand here once all judges have scored."}
        </EmptyState>
      ) : (
        <>
          <p className="max-w-prose text-m">
            <Standing outcome={outcome} />
          </p>
          <Winners slug={slug} outcome={outcome} />
          {latest.words !== "" && (
            <p className="mt-2 max-w-prose whitespace-pre-wrap break-words text-m">{latest.words}</p>
          )}
          <Offers slug={slug} offers={offers} />
          <section aria-labelledby="ranking" className="mt-6">
            <h2 id="ranking" className="text-l">
              Ranking
            </h2>
            {ranked.length === 0 ? (
              <p className="text-m">No entry ranks.</p>
            ) : (
              <>
                <RankingTable slug={slug} ranked={ranked} rubric={outcome.rubric} />
                {nextPlace !== null && (
                  <p className="mt-2 text-m">
                    <TextLink href={`/bounties/${slug}/outcome?from=${nextPlace}`}>
                      From place {nextPlace} on
                    </TextLink>
                  </p>
                )}
                <p className="mt-2 max-w-prose text-ink-soft text-m">{outcome.tieRule}</p>
                <AgreementWords agreement={outcome.agreement} />
              </>
            )}
          </section>
          <Unranked slug={slug} unranked={unranked} rulings={rulings} />
          <Appeals slug={slug} appeals={appeals} mayAnswer={leads && standing === "provisional"} />
          <Own outcome={outcome} />
          {leads && <Lead outcome={outcome} number={latest.number} />}
          <Results slug={slug} results={results} />
        </>
      )}
    </article>
  );
}

function Standing({ outcome: { standing, appealsUntil, places } }: { outcome: OutcomeView }) {
  if (standing === "awarded") return <>It is awarded.</>;
  if (standing === "cancelled") return <>It was cancelled after it was ranked.</>;
  const isOver = appealsUntil !== null && appealsUntil <= new Date();
  return (
    <>
      This ranking is provisional.{" "}
      {appealsUntil && (
        <>
          Who entered {isOver ? "could appeal" : "may appeal"} until <Moment at={appealsUntil} />
          {places > 0 && !isOver && "; then those in the first places are asked whether they take them"}.
        </>
      )}
    </>
  );
}

function Own({ outcome: { slug, own } }: { outcome: OutcomeView }) {
  const may = own.filter(({ mayAppeal }) => mayAppeal);
  if (may.length === 0) return null;
  return (
    <p className="mt-6 max-w-prose text-m">
      You may appeal on the page of{" "}
      {may.map(({ entry, title }, at) => (
        <span key={entry}>
          {at > 0 && ", "}
          <TextLink href={`/bounties/${slug}/entries/${entry}#appeal`}>
            <bdi>{title ?? "your entry"}</bdi>
          </TextLink>
        </span>
      ))}
      .
    </p>
  );
}

function Lead({ outcome: { slug, standing }, number }: { outcome: OutcomeView; number: number }) {
  if (standing === "provisional")
    return (
      <>
        <section aria-labelledby="award" className="mt-6">
          <h2 id="award" className="text-l">
            Award it
          </h2>
          <ActForm
            act={{ slug, path: "award", method: "POST", body: { number } }}
            field="words"
            label="What you say of the award"
            hint="Once the days for appeals are over, each is answered, and those who are asked take their places. It fixes the ranking and the ledger, for good."
            minLength={0}
            maxLength={maxAwardWordsLength}
            rows={4}
            button="Award it"
            sure="Award it, for good?"
            look="primary"
          />
        </section>
        <RankBounty slug={slug} number={number} />
      </>
    );
  if (standing !== "awarded") return null;
  return (
    <section aria-labelledby="correct" className="mt-6">
      <h2 id="correct" className="text-l">
        Correct the award
      </h2>
      <ActForm
        act={{ slug, path: "corrections", method: "POST", body: { number } }}
        field="words"
        label="What is corrected"
        hint="Everybody reads it beside the award, which stays as it was; neither ranking nor ledger changes."
        maxLength={maxCorrectionLength}
        rows={4}
        button="Correct it"
        sure="Publish this correction?"
      />
    </section>
  );
}

const kindWords = { provisional: "ranked it", award: "awarded it", correction: "corrected the award" };

function Results({ slug, results }: Pick<OutcomeView, "slug" | "results">) {
  return (
    <section aria-labelledby="results" className="mt-6 max-w-prose">
      <h2 id="results" className="text-l">
        Each result as it was made
      </h2>
      <ol className="text-m">
        {results.map(({ number, kind, at, by, hash, words }) => (
          <li key={number} className="rule-row">
            <TextLink href={`/users/${by}`}>
              <bdi>{by}</bdi>
            </TextLink>{" "}
            {kindWords[kind]}, <Moment at={at} />:{" "}
            <TextLink href={`/api/v1/bounties/${slug}/results/${number}`}>all of it as JSON</TextLink>, with
            the hash <Checksum value={hash} />
            {kind === "correction" && <p className="whitespace-pre-wrap break-words">{words}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
