import { z } from "zod";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import { db, type Prisma } from "@/lib/db/client";
import { runAllowance } from "@/lib/limits/allowances";
import { checkTokenCount } from "./check-token-count";

interface RunQuestion {
  modelId: string;
  /** lib/runs/run-identity.ts */
  identity: string;
  text: string;
  asWritten?: boolean;
  /** The dictionary sets it is read with, at most one a kind. */
  sets: { id: string; kind: DictionaryKind }[];
}

/** Tokenises a text, runs the model and stores the active features and predictions. */
export const runComputation = defineComputation({
  kind: "run",
  what: "run",
  lane: "interactive",
  lighter: "Take a shorter text.",
  allowance: runAllowance,
  address: z.object({ id: z.uuid() }),
  askedAgain: "stands",
  find: (tx, where: Prisma.RunWhereInput) => tx.run.findFirst({ where, select: computedFields }),
  at: ({ id }) => ({ id }),
  same: ({ identity }: RunQuestion) => ({ identity }),
  // What a worker would refuse again costs nobody a run.
  mayBeginAgain: async (id) => {
    const select = { text: true, asWritten: true, model: { select: { name: true, contextLength: true } } };
    await checkTokenCount(await db().run.findUniqueOrThrow({ where: { id }, select }));
  },
  insert: async (tx, { sets, ...question }, owner) => {
    const [run] = await tx.run.createManyAndReturn({
      data: { ...question, ...owner },
      skipDuplicates: true,
      select: { id: true },
    });
    if (!run) return [];
    await tx.runSet.createMany({
      data: sets.map((set) => ({ runId: run.id, kind: set.kind, setId: set.id })),
    });
    return [run];
  },
});
