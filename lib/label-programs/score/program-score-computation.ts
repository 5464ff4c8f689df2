import { z } from "zod";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";

interface ProgramScoreQuestion {
  dictionaryId: string;
  index: number;
  /** The last of the corpora that the feature's evidence is of. */
  indexId: string;
  checksum: string;
  program: string;
}

/** Says how a label as a program scores on the corpora that its feature's evidence is of. In the background: it may take minutes. */
export const programScoreComputation = defineComputation({
  kind: "program-score",
  what: "program's score",
  lane: "background",
  lighter: "Give the worker more time by BACKGROUND_JOB_SECONDS.",
  allowance: circuitAllowance,
  address: z.object({ id: z.uuid() }),
  askedAgain: "begins-again",
  find: (tx, where: Prisma.ProgramScoreWhereInput) =>
    tx.programScore.findFirst({ where, select: computedFields }),
  at: ({ id }) => ({ id }),
  same: ({ dictionaryId, index, indexId, checksum }: ProgramScoreQuestion) => ({
    ...{ dictionaryId, index, indexId, checksum },
  }),
  insert: (tx, question, { jobId }) =>
    tx.programScore.createManyAndReturn({
      data: { ...question, jobId },
      skipDuplicates: true,
      select: { id: true },
    }),
});
