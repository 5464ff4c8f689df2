import { z } from "zod";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";

export interface CounterpartsQuestion {
  circuitId: string;
  setId: string;
}

/** Looks in another dictionary set of a circuit's model for what writes as the circuit's features write. */
export const counterpartsComputation = defineComputation({
  kind: "counterparts",
  what: "comparison with another dictionary",
  lane: "background",
  lighter: "Give the worker more time by BACKGROUND_JOB_SECONDS.",
  allowance: circuitAllowance,
  address: z.object({ id: z.uuid() }),
  askedAgain: "begins-again",
  find: (tx, where: Prisma.CounterpartsWhereInput) =>
    tx.counterparts.findFirst({ where, select: computedFields }),
  at: ({ id }) => ({ id }),
  same: ({ circuitId, setId }: CounterpartsQuestion) => ({ circuitId, setId }),
  insert: (tx, question, { jobId }) =>
    tx.counterparts.createManyAndReturn({
      data: { ...question, jobId },
      skipDuplicates: true,
      select: { id: true },
    }),
});
