import { z } from "zod";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";

interface AssemblyQuestion {
  indexId: string;
}

/** Puts together what the parts of an index showed, a dictionary at a time, into evidence for each feature. */
export const assemblyComputation = defineComputation({
  kind: "assembly",
  what: "assembly of an index",
  lane: "background",
  lighter: "Give the worker more time by BACKGROUND_JOB_SECONDS.",
  allowance: circuitAllowance,
  address: z.object({ id: z.uuid() }),
  askedAgain: "begins-again",
  find: (tx, where: Prisma.AssemblyWhereInput) => tx.assembly.findFirst({ where, select: computedFields }),
  at: ({ id }) => ({ id }),
  same: ({ indexId }: AssemblyQuestion) => ({ indexId }),
  insert: (tx, question, { jobId }) =>
    tx.assembly.createManyAndReturn({
      data: { ...question, jobId },
      skipDuplicates: true,
      select: { id: true },
    }),
});
