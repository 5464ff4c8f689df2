import { z } from "zod";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import type { Ablation, Metric } from "@/lib/evidence-format/evaluation";
import type { FamilyPart } from "@/lib/family-format/choose-prompts";
import { circuitAllowance } from "@/lib/limits/allowances";
import { checkEvaluationRoom } from "./evaluation-room";
import { visibleEvaluations } from "./visible-evaluations";

export interface EvaluationQuestion {
  circuitId: string;
  familyId: string;
  familyVersion: number;
  rule: string | null;
  only: FamilyPart | null;
  /** How many there are. */
  prompts: number;
  metric: Metric;
  ablations: Ablation[];
  randomCircuits: number;
  seed: number;
  /** ./evaluation-identity.ts */
  identity: string;
}

/** Evaluates a whole circuit over prompts of a family, a prompt a part. */
export const evaluationComputation = defineComputation({
  kind: "evaluation",
  what: "evaluation",
  lane: "interactive",
  lighter: "Ask for fewer prompts, or fewer ablations.",
  allowance: circuitAllowance,
  address: z.object({ id: z.uuid() }),
  askedAgain: "begins-again",
  find: (tx, where: Prisma.EvaluationWhereInput) =>
    tx.evaluation.findFirst({ where, select: computedFields }),
  at: ({ id }, viewer) => ({ id, ...visibleEvaluations(viewer) }),
  same: ({ circuitId, familyId, familyVersion, identity }: EvaluationQuestion) => ({
    ...{ circuitId, familyId, familyVersion, identity },
  }),
  hold: async (tx, { circuitId }, asker) => {
    // One at a time for each circuit, so that its bounds hold however many are asked for at once.
    await tx.$queryRaw`select 1 from "Circuit" where id = ${circuitId}::uuid for no key update`;
    await checkEvaluationRoom(tx, circuitId, asker);
  },
  insert: (tx, question, { jobId }) =>
    tx.evaluation.createManyAndReturn({
      data: { ...question, jobId },
      skipDuplicates: true,
      select: { id: true },
    }),
});
