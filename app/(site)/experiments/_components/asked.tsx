import { metricWords } from "@/app/(site)/evaluations/_components/evaluation-words";
import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import type { WrittenCondition } from "@/lib/experiment-format/experiment";
import type { ExperimentView } from "@/lib/experiments/view";
import { chosenWords, interventionWords, metricNames } from "./experiment-words";

/** Conditions that are read at once; more open on a press. */
const maxOpen = 8;

/** What an experiment does and measures, in words. */
export function Asked({ view: { experiment, family, model } }: { view: ExperimentView }) {
  const { conditions, metrics, prompts, dictionaries } = experiment;
  const rule = prompts.rule;
  const named = Object.entries(dictionaries).flatMap(([kind, set]) =>
    set === undefined ? [] : [`${kind} ${set === null ? "none" : set.name}`],
  );
  return (
    <section aria-labelledby="asked">
      <h2 id="asked" className="text-l">
        What is done
      </h2>
      <p className="mt-1 max-w-prose break-words text-m">
        {chosenWords(prompts)[0]?.toUpperCase()}
        {chosenWords(prompts).slice(1)} of{" "}
        <TextLink href={`/families/${family.id}?version=${family.version}`}>
          <bdi>{family.title}</bdi>, version {family.version}
        </TextLink>{" "}
        go through <TextLink href={`/models/${encodeURIComponent(model)}`}>{model}</TextLink>
        {named.length > 0 && ` (dictionaries: ${named.join(", ")})`} as it is, and once under each condition
        {rule !== null && (
          <>
            , with counterfactuals by <bdi>{rule}</bdi> where a condition names no other
          </>
        )}
        .
      </p>
      <Conditions conditions={conditions.slice(0, maxOpen)} />
      {conditions.length > maxOpen && (
        <details className="mt-1 text-m">
          <summary className="cursor-pointer text-ink-soft">
            {formatCount(conditions.length - maxOpen)} more conditions
          </summary>
          <Conditions conditions={conditions.slice(maxOpen)} />
        </details>
      )}
      <p className="mt-2 max-w-prose text-m">
        Measured of the next token:{" "}
        {metrics.map((metric) => `${metricNames[metric]} (the ${metricWords[metric]})`).join("; ")}.
      </p>
    </section>
  );
}

function Conditions({ conditions }: { conditions: readonly WrittenCondition[] }) {
  return (
    <dl className="mt-2 grid max-w-prose gap-1.5 text-m">
      {conditions.map(({ name, rule, freeze, interventions }) => (
        <div key={name} className="min-w-0 break-words">
          <dt className="inline font-semibold">
            <bdi>{name}</bdi>:
          </dt>{" "}
          <dd className="inline text-ink-soft">
            {interventions.map(interventionWords).join("; ")}
            {rule !== null && (
              <>
                , counterfactuals by <bdi>{rule}</bdi>
              </>
            )}
            {frozenWords(freeze)}.
          </dd>
        </div>
      ))}
    </dl>
  );
}

function frozenWords({ patterns, layerNorms }: WrittenCondition["freeze"]): string {
  if (!patterns && !layerNorms) return "";
  const what = patterns && layerNorms ? "patterns and norms" : patterns ? "patterns" : "norms";
  return `; attention ${what} stay those of the unedited run`.replace("attention norms", "norms");
}
