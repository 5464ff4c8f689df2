import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import {
  maxAppealLength,
  maxConflictLength,
  maxPoints,
  maxRulingLength,
} from "@/lib/bounty-judging/judging-words";
import type { EntryScoresView } from "@/lib/bounty-judging/view";
import { ActForm } from "./act-form";
import { ScoreForm } from "./score-form";

interface EntryScoresProps {
  slug: string;
  id: string;
  rubric: readonly { name: string; weight: number; description: string }[];
  scores: EntryScoresView;
  /** Whether the bounty is being judged now. */
  isJudged: boolean;
  mayAppeal: boolean;
  /** Whether its team, of whom the reader is one, has appealed. */
  isAppealed: boolean;
}

/** What judges give an entry: one's own scores as long as it is judged, and all once they may be seen. */
export function EntryScores({ slug, id, rubric, scores, isJudged, mayAppeal, isAppealed }: EntryScoresProps) {
  const { own, all, traced, asideFor, mayBeRuled } = scores;
  const path = `entries/${id}`;
  return (
    <>
      {asideFor !== null && (
        <Notice title="It was ruled that this entry does not rank.">
          <bdi className="break-words">{asideFor}</bdi>
        </Notice>
      )}
      {own?.standing === "conflict" && (
        <Notice title="You have declared a conflict about this entry: it is not yours to score.">
          <bdi className="break-words">{own.conflict}</bdi>
        </Notice>
      )}
      {traced && <Traced traced={traced} />}
      {own && own.standing !== "conflict" && isJudged && (
        <section aria-labelledby="your-scores" className="mt-6">
          <h2 id="your-scores" className="text-l">
            Your scores
          </h2>
          <p className="max-w-prose text-ink-soft text-m">
            Nobody sees them before all have scored. Until the bounty is ranked you may score it anew.
          </p>
          <ScoreForm slug={slug} id={id} rubric={rubric} scores={own.scores} />
          <details className="mt-4 text-m">
            <summary>I have a conflict of interest</summary>
            <div className="mt-2">
              <ActForm
                act={{ slug, path: `${path}/conflict`, method: "POST" }}
                field="reason"
                label="What it is"
                hint="It is given to another judge, for good."
                maxLength={maxConflictLength}
                button="Declare it"
                sure="Declare it? It is not taken back."
              />
            </div>
          </details>
        </section>
      )}
      {all && all.length > 0 && (
        <section aria-labelledby="scores" className="mt-6 max-w-prose">
          <h2 id="scores" className="text-l">
            What judges gave
          </h2>
          {all.map(({ judge, scores: given }) => (
            <details key={judge} className="rule-row" open={all.length <= 3}>
              <summary>
                <bdi>{judge}</bdi>:{" "}
                <span className="num">{given.map(({ points }) => points).join(", ")}</span>
              </summary>
              <dl className="mt-2 grid gap-2 text-m">
                {given.map(({ points, reason }, at) => (
                  <div key={rubric[at]?.name ?? at} className="break-words">
                    <dt className="font-semibold">
                      <bdi>{rubric[at]?.name}</bdi>:{" "}
                      <span className="num">
                        {points} of {maxPoints}
                      </span>
                    </dt>
                    <dd className="text-ink-soft">
                      <bdi>{reason}</bdi>
                    </dd>
                  </div>
                ))}
              </dl>
            </details>
          ))}
        </section>
      )}
      {(mayAppeal || isAppealed) && (
        <section aria-labelledby="appeal" className="mt-6">
          <h2 id="appeal" className="text-l">
            Appeal
          </h2>
          {isAppealed ? (
            <p className="max-w-prose text-m">
              This entry was appealed for.{" "}
              <TextLink href={`/bounties/${slug}/outcome#appeals`}>What was said</TextLink> and what is
              answered stand below the ranking.
            </p>
          ) : (
            <ActForm
              act={{ slug, path: `${path}/appeal`, method: "POST" }}
              field="body"
              label="What is wrong with how it ranks"
              hint="Everybody reads it with your name, and the answer. An entry is appealed for once."
              maxLength={maxAppealLength}
              rows={5}
              button="Appeal"
              sure="Appeal publicly, with your name?"
            />
          )}
        </section>
      )}
      {mayBeRuled && (
        <section aria-labelledby="ruling" className="mt-6">
          <h2 id="ruling" className="text-l">
            {asideFor === null ? "Have it not rank" : "Have it rank again"}
          </h2>
          <ActForm
            key={String(asideFor === null)}
            act={{ slug, path: `${path}/ruling`, method: "POST", body: { isAside: asideFor === null } }}
            field="reason"
            label="Why"
            hint="Everybody reads it. Where the bounty is ranked already, it counts in its next ranking."
            maxLength={maxRulingLength}
            rows={3}
            button={asideFor === null ? "Set it aside" : "Let it rank"}
            {...(asideFor === null && { sure: "Set it aside, with this reason?", look: "danger" as const })}
          />
        </section>
      )}
    </>
  );
}

/** For judges: out of how many circuits this one was chosen, as far as it is known. */
function Traced({
  traced: { circuits, texts, sameTarget },
}: {
  traced: NonNullable<EntryScoresView["traced"]>;
}) {
  return (
    <section aria-labelledby="traced" className="mt-6 grid max-w-prose gap-2">
      <h2 id="traced" className="text-l">
        Out of how many
      </h2>
      <p className="text-m">
        {circuits === 0 ? (
          "Before it was committed to, who entered had begun no circuit that is known here on a text of the same pattern."
        ) : (
          <>
            Before it was committed to, who entered had begun <strong className="num">{circuits}</strong>{" "}
            {circuits === 1 ? "circuit" : "circuits"} on <strong className="num">{texts}</strong>{" "}
            {texts === 1 ? "text" : "texts"} of the same pattern,{" "}
            <strong className="num">{sameTarget}</strong> of them of the same target.
          </>
        )}
      </p>
      <p className="text-ink-soft text-m">
        Texts of as many tokens, of which half or more are the same at the same places; a target counts once a
        text, at whatever threshold. What others had begun first is not counted, nor what was traced
        elsewhere.
      </p>
    </section>
  );
}
