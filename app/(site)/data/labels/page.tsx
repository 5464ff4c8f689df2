import type { Metadata } from "next";
import { TableLinks } from "@/app/_components/table-links";
import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { scoreLabels } from "@/lib/label-scores/score-labels";
import { answerWords, sideWords } from "@/lib/label-scores/words";
import { maxLabels } from "@/lib/tables/label-score-table";
import { AuthorScores } from "./_components/author-scores";
import { ScoredPairs } from "./_components/scored-pairs";

export const metadata: Metadata = {
  title: "What labels are worth",
  description:
    "How labels of people, of programs and imported ones score on the same blind checks, whatever the answer.",
};

/** Whether people's labels are better than those that tools make: by the same checks, with what the numbers leave out. */
export default async function LabelScoresPage() {
  const scores = await scoreLabels();
  const { sides, leftOut } = scores;
  return (
    <article>
      <h1 className="text-xl">What labels are worth</h1>
      <p className="mt-1 max-w-prose text-ink-soft">
        Are the names that people give features better than those that tools make? Here all are asked the
        same: somebody who knows a label and nothing else says of texts whether its feature fires in them, or
        which token it raises. A label&#8217;s score is how well they tell, and these are means of it.
      </p>
      <p className="mt-3 max-w-prose text-m">
        <strong>{answerWords(scores)}</strong>
      </p>
      {sides.map((of) => (
        <section key={of.side} aria-labelledby={`${of.side}-side`} className="mt-8">
          <h2 id={`${of.side}-side`}>{sideWords[of.side]}</h2>
          <p className="mb-2 max-w-prose text-ink-soft">
            {of.side === "input"
              ? "The score is the mean of sensitivity and specificity: guessing has 0.5, telling always 1."
              : "The score is the share of right answers among four tokens: guessing has 0.25, telling always 1."}
          </p>
          <AuthorScores {...of} />
          <h3 className="mt-4">On the same features</h3>
          <ScoredPairs {...of} />
        </section>
      ))}
      <section aria-labelledby="left-out" className="mt-8 max-w-prose">
        <h2 id="left-out">What these numbers leave out</h2>
        <ul className="mt-2 list-disc pl-5">
          <li>
            Of fewer than twenty features no interval is told, and nothing is said to be higher. Those of
            scores are of 90% each, those of differences of 90% all together, so that to look at many misleads
            no more often than to look at one. Where a few features make most of a difference they are still
            too narrow.
          </li>
          <li>
            People choose which features they label, and the queue of checks asks about what leads a feature
            and is not supported. So kinds of labels were checked on different features, and only the
            differences on the same ones compare like with like. Even there somebody chose to check both.
          </li>
          <li>
            Who checks a label may have seen the feature&#8217;s page. Imported labels were made from other
            texts, and cut to 120 characters.
          </li>
          <li>
            Counted are labels that stand, by what they say now. {formatCount(leftOut.takenBack)} with answers
            were taken back or hidden, and {formatCount(leftOut.earlierWordings)} were answered by a wording
            that they have no more: who takes back what did badly looks better here.
          </li>
          <li>
            A label&#8217;s program is asked of the same texts as people, and may read what stands before
            them. One that was made while looking at this corpus fits it better than others; its exact score
            on all of the corpus is on its feature&#8217;s page.
          </li>
          <li>
            Intervals take features as draws, by Student&#8217;s distribution. They say how much a mean would
            vary with other features of this kind, not with other people or texts.
          </li>
          {leftOut.beyond + leftOut.programs > 0 && (
            <li>
              The latest are read: {formatCount(leftOut.beyond)} older checked labels and{" "}
              {formatCount(leftOut.programs)} older programs are not among these.
            </li>
          )}
        </ul>
        <p className="mt-3 text-ink-soft">
          Every checked label&#8217;s own score: <TableLinks address="/api/v1/label-scores/table" />, of the
          latest {formatCount(maxLabels)} labels at most; of older ones by <code>before</code> in that
          address. The means as{" "}
          <a className="text-link" href="/api/v1/label-scores">
            JSON
          </a>
          . <TextLink href="/users">People</TextLink> are listed by how good theirs are. How one label is
          checked stands in <TextLink href="/docs/glossary">the glossary</TextLink>, and every label with its
          answers in <TextLink href="/data">the day&#8217;s files</TextLink>.
        </p>
      </section>
    </article>
  );
}
