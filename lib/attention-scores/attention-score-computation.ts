import { z } from "zod";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";

export interface AttentionScoreQuestion {
  runId: string;
  layer: number;
  head: number;
  /** The position that looks. */
  query: number;
  /** The position that is looked at. */
  key: number;
}

/** Says why a head of a run looks from one position to another, by pairs of residual features. */
export const attentionScoreComputation = defineComputation({
  kind: "attention-score",
  what: "attention score",
  lane: "interactive",
  lighter: "Ask for it in a run of a shorter text.",
  allowance: circuitAllowance,
  address: z.object({ id: z.uuid(), scoreId: z.uuid() }),
  askedAgain: "begins-again",
  find: (tx, where: Prisma.AttentionScoreWhereInput) =>
    tx.attentionScore.findFirst({ where, select: computedFields }),
  at: ({ id, scoreId }) => ({ runId: id, id: scoreId }),
  same: ({ runId, layer, head, query, key }: AttentionScoreQuestion) => ({ runId, layer, head, query, key }),
  insert: (tx, question, { jobId }) =>
    tx.attentionScore.createManyAndReturn({
      data: { ...question, jobId },
      skipDuplicates: true,
      select: { id: true },
    }),
});
