import { z } from "zod";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { circuitAllowance } from "@/lib/limits/allowances";
import { nodeIdSchema } from "./node-id-schema";

/** Of one circuit, by whomever. Each is some ten kilobytes, and is verified with the circuit. */
export const maxExpansions = 1_000;

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
  hold: async (tx, { circuitId }) => {
    // One at a time for each circuit, so that the limit holds however many are asked for at once.
    await tx.$queryRaw`select 1 from "Circuit" where id = ${circuitId}::uuid for no key update`;
    if ((await tx.expansion.count({ where: { circuitId } })) >= maxExpansions)
      throw new AppError(
        "unprocessable",
        `${maxExpansions.toLocaleString("en")} nodes of this circuit have been expanded by hand, which is the most. Those are still shown. Trace a circuit of the node itself, or one with a lower threshold.`,
      );
  },
  insert: (tx, question, { jobId }) =>
    tx.expansion.createManyAndReturn({
      data: { ...question, jobId },
      skipDuplicates: true,
      select: { id: true },
    }),
});
