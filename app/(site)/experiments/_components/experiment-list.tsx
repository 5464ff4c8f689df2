import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import type { ListedExperiment } from "@/lib/experiments/view";
import { shortHoldingWords } from "./experiment-words";

export function ExperimentList({ experiments }: { experiments: readonly ListedExperiment[] }) {
  return (
    <ul className="mt-2">
      {experiments.map((experiment) => (
        <li
          key={experiment.id}
          className="grid grid-cols-[minmax(0,1fr)] gap-0.5 border-line border-b py-2 text-m"
        >
          <TextLink href={`/experiments/${experiment.id}`} className="min-w-0 break-words font-semibold">
            <bdi>{experiment.title}</bdi>
          </TextLink>
          <p className="max-w-prose break-words">
            <bdi>{experiment.hypothesis.says}</bdi>
          </p>
          <p className="break-words text-ink-soft text-s">
            {standing(experiment)} {formatCount(experiment.conditions)}{" "}
            {experiment.conditions === 1 ? "condition" : "conditions"} over{" "}
            <TextLink
              href={`/families/${experiment.family.id}?version=${experiment.family.version}`}
              className="break-words"
            >
              <bdi>{experiment.family.title}</bdi>
            </TextLink>
            , {experiment.model}, by{" "}
            <TextLink href={`/users/${experiment.owner.handle}`}>
              <bdi>{experiment.owner.name ?? experiment.owner.handle}</bdi>
            </TextLink>
            {!experiment.isPublic && ", seen by you alone"}, <RelativeDate date={experiment.createdAt} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function standing({ holds, computedAt }: ListedExperiment): string {
  if (holds) return shortHoldingWords[holds];
  return computedAt ? "There is a result, and no conclusion yet." : "There is no result yet.";
}
