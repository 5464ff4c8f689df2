import { Term } from "@/app/_components/term/term";
import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import type { EvaluationView } from "@/lib/evaluations/view";
import type { Evaluation } from "@/lib/evidence-format/evaluation";
import { CurvePlots } from "./curve-plots";
import { CurveTable } from "./curve-table";
import { ablationWords, metricWords } from "./evaluation-words";
import { Between, Known } from "./known";
import { PromptsTable } from "./prompts-table";
import { SharesTable } from "./shares-table";

interface ResultsProps {
  evaluation: EvaluationView;
  document: Evaluation;
  /** Of its prompts, in their order. */
  texts: readonly string[];
  /** The page's query. */
  params: URLSearchParams;
}

/** Below so many prompts an interval is told to say little. */
const fewPrompts = 10;

/** Ids of nodes that are named; the document has all. */
const namedNodes = 20;

/** What an evaluation found: shares side by side, the curve beside random circuits, and every prompt. */
export function Results({ evaluation, document, texts, params }: ResultsProps) {
  const { circuit, universe, prompts, whole, metric } = document;
  return (
    <>
      <p className="max-w-prose">
        The circuit is {formatCount(circuit.features)} features
        {circuit.skips > 0 &&
          `, ${formatCount(circuit.skips)} terms that go past the features of skip transcoders`}{" "}
        and {formatCount(circuit.errors)} error terms of {formatCount(universe.nodes)} nodes in all. Measured
        is the {metricWords[metric]}: of the model itself <Known value={whole.mean} /> on average over{" "}
        {formatCount(prompts.all - prompts.unknown)} prompts (95%: <Between interval={whole.interval} />
        ).
        {prompts.unknown > 0 &&
          ` ${formatCount(prompts.unknown)} prompts are left out of all means, since the metric of one of their runs is not known.`}
      </p>
      <section aria-labelledby="side-by-side">
        <h2 id="side-by-side" className="text-l">
          Necessary and sufficient
        </h2>
        <p className="mt-1 max-w-prose text-ink-soft text-m">
          A share of 1 is the model itself, 0 what is left of it with nothing kept. Which share is right hangs
          on what stands in the place of what is ablated, so three stand side by side.
        </p>
        <SharesTable document={document} />
        <dl className="mt-2 grid max-w-prose gap-1 text-s">
          {document.byAblation.map(({ ablation }) => (
            <div key={ablation}>
              <dt className="inline font-semibold">{ablationWords[ablation].name}:</dt>{" "}
              <dd className="inline text-ink-soft">{ablationWords[ablation].says}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section aria-labelledby="curve">
        <h2 id="curve" className="text-l">
          Faithfulness by size
        </h2>
        <p className="mt-1 mb-3 max-w-prose text-ink-soft text-m">
          From left to right more nodes are kept, on a scale of powers of ten; the dashed line is the model
          itself. The diamond is the circuit, the pale dots at its size are random circuits alike to it in
          size, layers and kinds. CPR and CMD are areas over the share itself, not over this scale: the
          largest sizes weigh most.
        </p>
        <CurvePlots document={document} />
        <div className="mt-4">
          <CurveTable document={document} />
        </div>
      </section>
      <section aria-labelledby="prompts">
        <h2 id="prompts" className="text-l">
          By prompt
        </h2>
        <PromptsTable document={document} texts={texts} params={params} />
      </section>
      <LeftOut document={document} />
      <Again evaluation={evaluation} document={document} />
    </>
  );
}

function LeftOut({ document: { circuit, universe, prompts } }: { document: Evaluation }) {
  const known = prompts.all - prompts.unknown;
  return (
    <section aria-labelledby="left-out">
      <h2 id="left-out" className="text-l">
        What this leaves out
      </h2>
      <ul className="mt-1 grid max-w-prose list-disc gap-1 pl-5 text-m">
        <li>
          Tokens without a <Term of="role" />, embeddings, biases and attention patterns are never ablated.
          {circuit.withoutRole.length > 0 && (
            <>
              {" "}
              {formatCount(circuit.withoutRole.length)} of the circuit's nodes stand at such tokens and are
              not tested:{" "}
              <span className="mono break-words">{circuit.withoutRole.slice(0, namedNodes).join(", ")}</span>
              {circuit.withoutRole.length > namedNodes ? ", and more, which the JSON names" : ""}.
            </>
          )}
        </li>
        <li>Residual features hand nothing on by themselves, and are no nodes here.</li>
        {universe.counterfactualOnly > 0 && (
          <li>
            {formatCount(universe.counterfactualOnly)} of all nodes are active in counterfactuals alone.
          </li>
        )}
        <li>
          A high share does not rule out that other nodes do the same: that is what necessity asks. A circuit
          that needs much of its error terms is not explained by its features.
        </li>
        <li>
          Unknown is a share of what changes nothing: its denominator is rounding. An interval is the middle
          95% of 1,000 bootstrap samples of the prompts.
          {known < fewPrompts &&
            ` Of ${formatCount(known)} it says little: each sample is drawn from so few, and where one of them leaves almost nothing to divide by, it is very wide.`}
        </li>
      </ul>
    </section>
  );
}

/** How anybody computes the same without the site. */
function Again({ evaluation, document }: Pick<ResultsProps, "evaluation" | "document">) {
  const { id, circuit, family, asked } = evaluation;
  const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
  const command = [
    "commons evaluate circuit.json --family family.json",
    ...(asked.rule === null ? [] : [`--rule ${quoted(asked.rule)}`]),
    ...(asked.only === null ? [] : [`--only ${asked.only}`]),
    `--prompts ${asked.prompts} --metric ${asked.metric} --ablation ${asked.ablations.join(" ")}`,
    `--random ${asked.randomCircuits} --seed ${document.seed} --json`,
  ].join(" ");
  return (
    <section aria-labelledby="again">
      <h2 id="again" className="text-l">
        Compute it yourself
      </h2>
      <p className="mt-1 max-w-prose text-m">
        <a
          className="text-link"
          href={`/api/v1/evaluations/${id}/document`}
          download={`evaluation-${id}.json`}
        >
          All of it as JSON
        </a>{" "}
        has every number, those of each random circuit too. The same numbers come of{" "}
        <a className="text-link" href={`/api/v1/circuits/${circuit.id}/graph`} download="circuit.json">
          circuit.json
        </a>{" "}
        and{" "}
        <a
          className="text-link"
          href={`/api/v1/families/${family.id}/versions/${family.version}/file`}
          download="family.json"
        >
          family.json
        </a>{" "}
        by
      </p>
      <pre className="mono mt-2 whitespace-pre-wrap break-words text-s">{command}</pre>
      <p className="mt-2 text-ink-soft text-s">
        Computed by {evaluation.computedBy ?? "an earlier release"}. What each number is:{" "}
        <TextLink href="/docs/glossary#evaluation">the glossary</TextLink>.
      </p>
    </section>
  );
}
