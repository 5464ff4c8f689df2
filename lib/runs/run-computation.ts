import { z } from "zod";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { runAllowance } from "@/lib/limits/allowances";

interface RunQuestion {
  modelId: string;
  /** lib/runs/run-identity.ts */
  identity: string;
  text: string;
}

/** Tokenises a text, runs the model and stores the active features and predictions. */
export const runComputation = defineComputation({
  kind: "run",
  what: "run",
  lane: "interactive",
  allowance: runAllowance,
  address: z.object({ id: z.uuid() }),
  askedAgain: "stands",
  find: (tx, where: Prisma.RunWhereInput) => tx.run.findFirst({ where, select: computedFields }),
  at: ({ id }) => ({ id }),
  same: ({ identity }: RunQuestion) => ({ identity }),
  insert: (tx, question, owner) =>
    tx.run.createManyAndReturn({
      data: { ...question, ...owner },
      skipDuplicates: true,
      select: { id: true },
    }),
});
