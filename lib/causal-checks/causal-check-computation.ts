import { z } from "zod";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";

export interface CausalCheckQuestion {
  circuitId: string;
  /** Attention patterns and LayerNorms held as they were; what then differs is what MLPs and errors do. */
  frozen: boolean;
}

/** Ablates each feature node of a circuit in the real model. */
export const causalCheckComputation = defineComputation({
  kind: "causal-check",
  what: "causal check",
  lane: "interactive",
  lighter: "Check a circuit of fewer nodes, by a higher threshold, or of a shorter text.",
  allowance: circuitAllowance,
  address: z.object({ id: z.uuid(), checkId: z.uuid() }),
  askedAgain: "begins-again",
  find: (tx, where: Prisma.CausalCheckWhereInput) =>
    tx.causalCheck.findFirst({ where, select: computedFields }),
  at: ({ id, checkId }) => ({ circuitId: id, id: checkId }),
  same: ({ circuitId, frozen }: CausalCheckQuestion) => ({ circuitId, frozen }),
  insert: (tx, question, { jobId }) =>
    tx.causalCheck.createManyAndReturn({
      data: { ...question, jobId },
      skipDuplicates: true,
      select: { id: true },
    }),
});
