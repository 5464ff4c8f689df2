import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";
import { resultParams } from "./experiment-schemas";
import { checkResultRoom } from "./result-room";
import { visibleExperiments } from "./visible-experiments";

export interface ResultQuestion {
  experimentId: string;
  /** One more than there are results. */
  number: number;
}

/** Runs an experiment, for the first time or again. */
export const resultComputation = defineComputation({
  kind: "experiment",
  what: "experiment",
  lane: "interactive",
  lighter: "Fork it with fewer prompts or fewer conditions.",
  allowance: circuitAllowance,
  address: resultParams,
  askedAgain: "begins-again",
  find: (tx, where: Prisma.ExperimentResultWhereInput) =>
    tx.experimentResult.findFirst({ where, select: computedFields }),
  at: ({ id, number }, viewer) => ({ experimentId: id, number, experiment: visibleExperiments(viewer) }),
  same: ({ experimentId, number }: ResultQuestion) => ({ experimentId, number }),
  hold: async (tx, { experimentId }, asker) => {
    await tx.$queryRaw`select 1 from "Experiment" where id = ${experimentId}::uuid for no key update`;
    await checkResultRoom(tx, experimentId, asker);
  },
  insert: (tx, question, { jobId }) =>
    tx.experimentResult.createManyAndReturn({
      data: { ...question, jobId },
      skipDuplicates: true,
      select: { id: true },
    }),
});
