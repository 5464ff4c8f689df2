import { z } from "zod";
import type { CircuitQuestion } from "@/lib/circuit-format/circuit";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";

export interface AskedCircuit extends CircuitQuestion {
  runId: string;
  /** ./circuit-identity.ts */
  identity: string;
}

/** Traces a circuit from its spec and stores its graph. */
export const circuitComputation = defineComputation({
  kind: "circuit",
  what: "circuit",
  lane: "interactive",
  lighter: "Raise the threshold or the edge threshold, allow fewer nodes, or take a shorter text.",
  allowance: circuitAllowance,
  address: z.object({ id: z.uuid() }),
  askedAgain: "stands",
  find: (tx, where: Prisma.CircuitWhereInput) => tx.circuit.findFirst({ where, select: computedFields }),
  at: ({ id }) => ({ id }),
  same: ({ identity }: AskedCircuit) => ({ identity }),
  insert: (tx, question, owner) =>
    tx.circuit.createManyAndReturn({
      data: { ...question, ...owner },
      skipDuplicates: true,
      select: { id: true },
    }),
});
