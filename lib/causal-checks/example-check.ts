import { ask } from "@/lib/computations/ask";
import { theSite } from "@/lib/computations/asker";
import { computationOf, jobStateFields } from "@/lib/computations/computation";
import { db } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";
import { causalCheckSchema } from "./causal-check";
import { causalCheckComputation } from "./causal-check-computation";

export interface ExampleCheck {
  /** Whether it is still to be waited for. */
  pending: boolean;
  /** Correlation of predicted and measured effects; null where nothing was measured. */
  agreement: number | null;
}

const select = { result: true, computedAt: true, job: { select: jobStateFields } } as const;

/** How far the prediction of a finished circuit holds in the real model, for the installation itself: asked for where it was not. */
export async function findExampleCheck(circuitId: string): Promise<ExampleCheck> {
  const question = { circuitId, frozen: false };
  const standing = await showingRows(
    () => db().causalCheck.findFirst({ where: question, select }),
    (check) =>
      check?.computedAt ? { topics: [`Circuit ${circuitId}`], insteadOf: ["CausalCheck", "Job"] } : null,
  );
  if (!standing) {
    await ask(causalCheckComputation, question, theSite);
    return { pending: true, agreement: null };
  }
  const pending = computationOf(standing).status === "computing";
  const result = causalCheckSchema.safeParse(standing.result);
  return { pending, agreement: result.success ? result.data.pearson : null };
}
