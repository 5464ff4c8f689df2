import { z } from "zod";
import type { Edit } from "@/lib/circuit-format/edit";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";
import { checkInterventionRoom } from "./intervention-room";

export interface InterventionQuestion {
  circuitId: string;
  /** In their canonical form, by which the same change is computed once. */
  edits: readonly Edit[];
  /** Attention patterns and LayerNorms held as they were. */
  frozen: boolean;
  /** `changeIdentity` of the two. */
  identity: string;
}

/** Runs a circuit's text with edits: what they change beside what the circuit predicts. */
export const interventionComputation = defineComputation({
  kind: "intervention",
  what: "tried change",
  lane: "interactive",
  lighter: "Try it on a shorter text.",
  allowance: circuitAllowance,
  address: z.object({ id: z.uuid(), interventionId: z.uuid() }),
  askedAgain: "begins-again",
  find: (tx, where: Prisma.InterventionWhereInput) =>
    tx.intervention.findFirst({ where, select: computedFields }),
  at: ({ id, interventionId }) => ({ circuitId: id, id: interventionId }),
  same: ({ circuitId, identity }: InterventionQuestion) => ({ circuitId, identity }),
  hold: async (tx, { circuitId }, asker) => {
    // One at a time for each circuit, so that its bounds hold however many are asked for at once.
    await tx.$queryRaw`select 1 from "Circuit" where id = ${circuitId}::uuid for no key update`;
    await checkInterventionRoom(tx, circuitId, asker);
  },
  insert: (tx, { edits, ...question }, { jobId }) =>
    tx.intervention.createManyAndReturn({
      data: { ...question, edits: [...edits], jobId },
      skipDuplicates: true,
      select: { id: true },
    }),
});
