import type { Prisma } from "@/lib/db/client";
import { type AskedEvaluation, askedEvaluationSchema } from "./view";

/** The columns that say what is asked of an evaluation. */
export const askedFields = {
  ...{ rule: true, only: true, prompts: true, metric: true, ablations: true },
  ...{ randomCircuits: true, seed: true },
} as const satisfies Prisma.EvaluationSelect;

/** They as they were asked; columns of texts hold no others than these. */
export function readAsked(row: Prisma.EvaluationGetPayload<{ select: typeof askedFields }>): AskedEvaluation {
  return askedEvaluationSchema.parse(row);
}
