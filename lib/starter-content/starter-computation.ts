import { z } from "zod";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";

interface StarterQuestion {
  /** A row whose run, circuit, verification and causal check are done. */
  id: string;
}

/** Writes one of the site's own prompts up, and publishes it. Nobody but the site asks for it. */
export const starterComputation = defineComputation({
  kind: "starter-finding",
  what: "finding of the site's own",
  lane: "background",
  lighter: "Take a shorter text.",
  allowance: circuitAllowance,
  address: z.object({ id: z.uuid() }),
  askedAgain: "begins-again",
  find: (tx, where: Prisma.StarterFindingWhereInput) =>
    tx.starterFinding.findFirst({ where, select: computedFields }),
  at: ({ id }) => ({ id }),
  same: ({ id }: StarterQuestion): Prisma.StarterFindingWhereInput => ({ id, jobId: { not: null } }),
  insert: (tx, { id }, { jobId }) =>
    tx.starterFinding.updateManyAndReturn({
      where: { id, jobId: null, computedAt: null },
      data: { jobId },
      select: { id: true },
    }),
});
