import { mutationOptions } from "@tanstack/react-query";
import type { Ablation, Metric } from "@/lib/evidence-format/evaluation";
import { ask } from "./ask";

/** Where the site's API has an evaluation. */
export function evaluationAddress(id: string): string {
  return `/api/v1/evaluations/${id}`;
}

interface NewEvaluation {
  circuitId: string;
  familyId: string;
  version: number;
  rule: string | null;
  only: "shown" | "held-out" | null;
  prompts: number;
  metric: Metric | null;
  ablations: Ablation[];
  randomCircuits: number;
}

export const evaluateMutation = mutationOptions({
  mutationFn: (body: NewEvaluation) =>
    ask((answers) => answers.requestedEvaluationSchema, {
      ...{ method: "POST", address: "/api/v1/evaluations", body },
    }),
});
