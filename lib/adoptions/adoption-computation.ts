import { z } from "zod";
import { recordAct } from "@/lib/audit-log/record-act";
import { roleIncludes } from "@/lib/auth/viewer-type";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";
import { adoptionWords } from "./adoption-words";
import type { NewAdoption } from "./view";

interface AdoptionQuestion extends NewAdoption {
  /** Of what is asked, so that of the same at once there is one. */
  identity: string;
}

/** A large model may come over a slow line. */
const maxHours = 24;

/** Adopts a model into the model folder of the worker that takes it. Administrators alone ask for one and know of it. */
export const adoptionComputation = defineComputation({
  kind: "adoption",
  what: "adoption of a model",
  lane: "background",
  lighter: "What was fetched is kept: begin it again, and it goes on from there.",
  allowance: circuitAllowance,
  maxSeconds: maxHours * 60 * 60,
  address: z.object({ id: z.uuid() }),
  askedAgain: "begins-again",
  find: (tx, where: Prisma.AdoptionWhereInput) => tx.adoption.findFirst({ where, select: computedFields }),
  at: ({ id }, viewer) => ({
    id: viewer.kind === "member" && roleIncludes(viewer.role, "administrator") ? id : { in: [] },
  }),
  // What is done is not found again: its name is taken, or its folder was removed and it is wanted once more.
  same: ({ identity }: AdoptionQuestion) => ({ identity, computedAt: null }),
  insert: async (tx, question, { jobId, requesterId }) => {
    const rows = await tx.adoption.createManyAndReturn({
      data: { ...question, jobId, adopterId: requesterId },
      skipDuplicates: true,
      select: { id: true },
    });
    for (const { id } of rows)
      await recordAct(tx, {
        ...{ actorId: requesterId, kind: "adopt", subject: { kind: "adoption", id }, personId: null },
        reason: adoptionWords(question),
      });
    return rows;
  },
});
