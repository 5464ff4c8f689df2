import { TextLink } from "@/components/ui/link";
import type { ExperimentView, ListedResult } from "@/lib/experiments/view";
import { RunButton } from "./run-button";
import { Instant } from "./times";

interface RunsProps {
  view: ExperimentView;
  /** The number of the one that is shown. */
  shown: number | null;
  isMember: boolean;
}

/** Each run of an experiment, and whether it came to the same as the first; and one more. */
export function Runs({ view: { id, results, experiment }, shown, isMember }: RunsProps) {
  const isOpen = results.some(({ status }) => status === "computing");
  return (
    <section aria-labelledby="runs">
      <h2 id="runs" className="text-l">
        Runs
      </h2>
      <ol className="mt-1 grid gap-1 text-m">
        {results.map((result) => (
          <li key={result.id}>
            {result.number === shown ? (
              <strong>Run {result.number}</strong>
            ) : (
              <TextLink href={`/experiments/${id}?result=${result.number}`}>Run {result.number}</TextLink>
            )}
            <span className="text-ink-soft">: {outcome(result, experiment.digits)}</span>
            {result.computedAt && (
              <span className="text-ink-soft">
                {" "}
                <Instant date={result.computedAt} />
                {result.computedBy !== null && `, by ${result.computedBy}`}.
              </span>
            )}
          </li>
        ))}
      </ol>
      {!isOpen && isMember && (
        <p className="mt-2">
          <RunButton id={id}>Run it again</RunButton>
        </p>
      )}
      <p className="mt-2 max-w-prose text-m">
        Without this site:{" "}
        <a className="text-link" href={`/api/v1/experiments/${id}/file`} download={`experiment-${id}.json`}>
          experiment.json
        </a>{" "}
        has the question with its prompts, and{" "}
        <code className="break-words">commons experiment run experiment.json --check result.json</code>{" "}
        computes it and says whether it comes to the same.
      </p>
    </section>
  );
}

function outcome({ status, beside, failure }: ListedResult, digits: number): string {
  if (status === "computing") return "being computed.";
  if (status === "failed") return failure ?? "it failed.";
  if (!beside) return "the first.";
  const { numbers, differenceCount, largest } = beside;
  if (differenceCount > 0) return `differs from the first in ${differenceCount.toLocaleString("en")} places.`;
  const most =
    largest === 0 ? "all are equal to the last bit" : `the largest difference ${largest.toExponential(1)}`;
  return `agrees with the first to ${digits} decimals (${numbers.toLocaleString("en")} numbers, ${most}).`;
}
