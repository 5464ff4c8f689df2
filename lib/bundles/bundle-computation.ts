import { z } from "zod";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";

interface BundleQuestion {
  /** Midnight UTC. */
  day: Date;
}

/** Writes everything public to files, once a day. */
export const bundleComputation = defineComputation({
  kind: "bundle",
  what: "bundle of all that is public",
  lane: "background",
  lighter: "Give the worker more time by BACKGROUND_JOB_SECONDS.",
  allowance: circuitAllowance,
  address: z.object({ id: z.uuid() }),
  askedAgain: "begins-again",
  find: (tx, where: Prisma.BundleWhereInput) => tx.bundle.findFirst({ where, select: computedFields }),
  at: ({ id }) => ({ id }),
  same: ({ day }: BundleQuestion) => ({ day }),
  insert: (tx, question, { jobId }) =>
    tx.bundle.createManyAndReturn({
      data: { ...question, jobId },
      skipDuplicates: true,
      select: { id: true },
    }),
});
