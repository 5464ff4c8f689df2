import { ask } from "@/lib/computations/ask";
import { theSite } from "@/lib/computations/asker";
import { type ComputedState, computationOf, jobStateFields } from "@/lib/computations/computation";
import type { Prisma } from "@/lib/db/client";
import { causalCheckSchema } from "./causal-check";
import { causalCheckComputation } from "./causal-check-computation";

export interface ExampleCheck {
  /** Whether it is still to be waited for. */
  pending: boolean;
  /** Correlation of predicted and measured effects; null where nothing was measured. */
  agreement: number | null;
}

/** Of a circuit, what `exampleCheck` is given. */
export const exampleCheckFields = {
  where: { frozen: false },
  select: { result: true, computedAt: true, job: { select: jobStateFields } },
} satisfies Prisma.Circuit$causalChecksArgs;

const measuredSchema = causalCheckSchema.pick({ pearson: true });

/** How far the prediction of a finished circuit holds in the real model, for the installation itself: asked for where it was not. */
export async function exampleCheck(
  circuitId: string,
  standing: (ComputedState & { result: unknown }) | undefined,
): Promise<ExampleCheck> {
  if (!standing) {
    await ask(causalCheckComputation, { circuitId, frozen: false }, theSite);
    return { pending: true, agreement: null };
  }
  const pending = computationOf(standing).status === "computing";
  const result = measuredSchema.safeParse(standing.result);
  return { pending, agreement: result.success ? result.data.pearson : null };
}
