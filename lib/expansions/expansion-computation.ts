import { z } from "zod";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";
import { checkExpansionRoom } from "./expansion-room";
import { nodeIdSchema } from "./node-id-schema";

interface ExpansionQuestion {
  circuitId: string;
  nodeId: string;
}

/** Expands one node of a circuit by hand. A node is expanded once in a circuit, so its id names the expansion there. */
export const expansionComputation = defineComputation({
  kind: "expansion",
  what: "expansion",
  lane: "interactive",
  lighter: "Trace a circuit of a shorter text, and expand the node there.",
  allowance: circuitAllowance,
  address: z.object({ id: z.uuid(), nodeId: nodeIdSchema }),
  askedAgain: "begins-again",
  find: (tx, where: Prisma.ExpansionWhereInput) => tx.expansion.findFirst({ where, select: computedFields }),
  at: ({ id, nodeId }) => ({ circuitId: id, nodeId }),
  same: ({ circuitId, nodeId }: ExpansionQuestion) => ({ circuitId, nodeId }),
  hold: async (tx, { circuitId }, asker) => {
    // One at a time for each circuit, so that its bounds hold however many are asked for at once.
    await tx.$queryRaw`select 1 from "Circuit" where id = ${circuitId}::uuid for no key update`;
    await checkExpansionRoom(tx, circuitId, asker);
  },
  insert: (tx, question, { jobId }) =>
    tx.expansion.createManyAndReturn({
      data: { ...question, jobId },
      skipDuplicates: true,
      select: { id: true },
    }),
});
