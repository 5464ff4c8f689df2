import { z } from "zod";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";

interface FitQuestion {
  modelId: string;
  identity: string;
}

/** Of a large model with many sets it takes hours on a processor. */
const maxHours = 12;

/** Measures whether the sets of a model fit it, once for those that it has. */
export const fitComputation = defineComputation({
  kind: "fit",
  what: "measurement of a model's dictionaries",
  lane: "background",
  lighter: "Measure them by commons prove, whose fit.json is taken up.",
  allowance: circuitAllowance,
  maxSeconds: maxHours * 60 * 60,
  address: z.object({ id: z.uuid() }),
  askedAgain: "begins-again",
  find: (tx, where: Prisma.FitMeasurementWhereInput) =>
    tx.fitMeasurement.findFirst({ where, select: computedFields }),
  at: ({ id }) => ({ id }),
  same: ({ identity }: FitQuestion) => ({ identity }),
  insert: (tx, question, { jobId }) =>
    tx.fitMeasurement.createManyAndReturn({
      data: { ...question, jobId },
      skipDuplicates: true,
      select: { id: true },
    }),
});
