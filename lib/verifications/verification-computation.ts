import { z } from "zod";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";

interface VerificationQuestion {
  circuitId: string;
}

/**
 * Recomputes a circuit from its spec and compares it with what is stored. While one is under way, everybody who asks
 * gets that one, unless it is about to stop; afterwards asking is a new one.
 */
export const verificationComputation = defineComputation({
  kind: "verification",
  what: "verification",
  lane: "interactive",
  lighter:
    "Trace a smaller circuit, by a higher threshold, and verify that one; the command line verifies any (commons verify).",
  allowance: circuitAllowance,
  address: z.object({ id: z.uuid(), verificationId: z.uuid() }),
  askedAgain: "stands",
  find: (tx, where: Prisma.VerificationWhereInput) =>
    tx.verification.findFirst({ where, select: computedFields }),
  at: ({ id, verificationId }) => ({ circuitId: id, id: verificationId }),
  same: ({ circuitId }: VerificationQuestion): Prisma.VerificationWhereInput => ({
    ...{ circuitId, computedAt: null },
    job: { status: { in: ["queued", "running", "divided"] }, cancelRequestedAt: null },
  }),
  hold: async (tx, { circuitId }) => {
    await tx.$queryRaw`select 1 from "Circuit" where id = ${circuitId}::uuid for no key update`;
  },
  insert: (tx, question, { jobId }) =>
    tx.verification.createManyAndReturn({ data: { ...question, jobId }, select: { id: true } }),
});
