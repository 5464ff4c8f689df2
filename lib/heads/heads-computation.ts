import { z } from "zod";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";

interface HeadsQuestion {
  modelId: string;
}

/** Measures the attention heads of a model, once. */
export const headsComputation = defineComputation({
  kind: "heads",
  what: "measurement of a model's heads",
  lane: "background",
  lighter: "Give the worker more time by BACKGROUND_JOB_SECONDS.",
  allowance: circuitAllowance,
  address: z.object({ id: z.uuid() }),
  askedAgain: "begins-again",
  find: (tx, where: Prisma.HeadMeasuresWhereInput) =>
    tx.headMeasures.findFirst({ where, select: computedFields }),
  at: ({ id }) => ({ id }),
  same: ({ modelId }: HeadsQuestion) => ({ modelId }),
  insert: (tx, question, { jobId }) =>
    tx.headMeasures.createManyAndReturn({
      data: { ...question, jobId },
      skipDuplicates: true,
      select: { id: true },
    }),
});
