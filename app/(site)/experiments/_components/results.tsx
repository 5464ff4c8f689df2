import { z } from "zod";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { Notice } from "@/components/ui/notice";
import type { ExperimentResult } from "@/lib/experiment-format/result";
import type { BesideFirst, ListedResult } from "@/lib/experiments/view";
import { MetricTable } from "./metric-table";

interface ResultsProps {
  result: ExperimentResult;
  of: ListedResult;
  experimentId: string;
  /** The page's query. */
  params: URLSearchParams;
}

/** Rows of a table; more are on another page. */
const perPage = 40;
const after = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number);

/** Below so many prompts an interval is told to say little. */
const fewPrompts = 10;

/** What one run of an experiment came to: a table for each metric, and what the numbers leave out. */
export function Results({ result, of, experimentId, params }: ResultsProps) {
  const { prompts, whole, conditions, digits } = result;
  const first = cursorOf(params, "conditions", after) ?? 0;
  const next = first + perPage;
  const fewer = conditions.filter(({ reached }) => reached < prompts.length);
  return (
    <>
      {of.beside && of.beside.differenceCount > 0 && (
        <Notice title={`This run differs from the first one (${of.beside.differenceCount} places).`}>
          <Differences beside={of.beside} />
        </Notice>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        {whole.map(({ metric }, index) => (
          <MetricTable key={metric} result={result} index={index} rows={{ first, count: perPage }} />
        ))}
      </div>
      <ListPager
        list="conditions"
        label="Pages of its conditions"
        params={params}
        nextCursor={next < conditions.length ? String(next) : null}
      />
      <section aria-labelledby="left-out" className="mt-6">
        <h3 id="left-out" className="text-base">
          What these numbers say
        </h3>
        <ul className="mt-1 grid max-w-prose list-disc gap-1 pl-5 text-m">
          <li>
            Each mean is over {prompts.length.toLocaleString("en")}{" "}
            {prompts.length === 1 ? "prompt" : "prompts"}; a change is each prompt&rsquo;s value less that of
            its own run without edits. An interval is the middle 95% of bootstrap samples of the prompts
            {prompts.length < fewPrompts && `, which of ${prompts.length} says little`}.
          </li>
          <li>
            They are stated to {digits} {digits === 1 ? "decimal" : "decimals"}; to those another run has to
            come to the same.
          </li>
          <li>
            What happens on these prompts need not happen on others: they are of one family, with its words
            and sentences. To bring a part to zero may take the model far from all that it has seen.
          </li>
          <li>
            That the hypothesis stood here before this result does not tell whether its author had computed
            the same elsewhere.
          </li>
          {fewer.slice(0, 10).map(({ name, reached }) => (
            <li key={name}>
              <bdi>{name}</bdi>: {reached} of {prompts.length} prompts have one of its roles; nothing is
              changed in the others.
            </li>
          ))}
          {fewer.length > 10 && <li>So have {fewer.length - 10} more conditions, which the JSON tells.</li>}
        </ul>
        <p className="mt-2 text-m">
          <a
            className="text-link"
            href={`/api/v1/experiments/${experimentId}/results/${of.number}`}
            download={`experiment-result-${experimentId}-${of.number}.json`}
          >
            This result as JSON
          </a>{" "}
          has every number, those of each prompt too.
        </p>
      </section>
    </>
  );
}

function Differences({ beside: { differences, numbers, largest } }: { beside: BesideFirst }) {
  return (
    <>
      <ul className="grid gap-0.5">
        {differences.slice(0, 5).map(({ where, stated, found }) => (
          <li key={where} className="break-words">
            {where}: first <code>{JSON.stringify(stated)}</code>, now <code>{JSON.stringify(found)}</code>
          </li>
        ))}
      </ul>
      Of {numbers.toLocaleString("en")} numbers that are in both, the largest difference is{" "}
      {largest.toPrecision(2)}. Other model files, dictionaries or code make another result.
    </>
  );
}
