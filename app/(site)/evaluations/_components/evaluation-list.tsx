import { formatNumber } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import type { ListedEvaluation } from "@/lib/evaluations/view";
import { ablationWords, promptWords } from "./evaluation-words";

interface EvaluationListProps {
  evaluations: readonly ListedEvaluation[];
  /** What the list is of, which its rows need not say. */
  of: "circuit" | "family";
}

export function EvaluationList({ evaluations, of }: EvaluationListProps) {
  return (
    <ul className="mt-2">
      {evaluations.map((evaluation) => (
        <li key={evaluation.id} className="list-row text-m">
          <TextLink href={`/evaluations/${evaluation.id}`} className="min-w-0 break-words">
            {of === "circuit" ? (
              <bdi>{evaluation.family.title}</bdi>
            ) : (
              <>
                <span className="mono">{evaluation.circuit.target}</span> in{" "}
                <bdi>{evaluation.circuit.text}</bdi>
              </>
            )}
          </TextLink>
          <span className="text-ink-soft text-s">
            {promptWords(evaluation.asked)} of version {evaluation.family.version}
            {of === "family" && `, ${evaluation.circuit.model}`}, asked{" "}
            <RelativeDate date={evaluation.createdAt} />. {standing(evaluation)}
          </span>
        </li>
      ))}
    </ul>
  );
}

const number = (share: number | null) => (share === null ? "unknown" : formatNumber(share));

function standing({ status, shares }: ListedEvaluation): string {
  if (status === "failed") return "It failed or was cancelled.";
  if (!shares) return "Being computed.";
  return shares
    .map(
      ({ ablation, sufficiency, necessity }) =>
        `Ablated to ${ablationWords[ablation].name}: sufficient ${number(sufficiency)}, necessary ${number(necessity)}.`,
    )
    .join(" ");
}
