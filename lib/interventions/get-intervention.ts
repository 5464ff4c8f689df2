import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { editSchema } from "@/lib/circuit-format/edit";
import { jobStateFields, progressOf } from "@/lib/computations/computation";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { interventionResultSchema } from "./intervention";
import type { InterventionView } from "./view";

interface InterventionAddress {
  /** The circuit's. */
  id: string;
  interventionId: string;
}

/** A tried change as far as it is. Throws "not-found", also for one of another circuit. */
export async function getIntervention(
  { id: circuitId, interventionId }: InterventionAddress,
  viewer: Viewer,
): Promise<InterventionView> {
  const intervention = await db().intervention.findFirst({
    where: { id: interventionId, circuitId },
    select: {
      ...{ id: true, edits: true, frozen: true, result: true, computedAt: true },
      job: { select: jobStateFields },
    },
  });
  if (!intervention) throw notFound("tried change");
  const { id, edits, frozen, result } = intervention;
  return {
    id,
    edits: z.array(editSchema).parse(edits),
    frozen,
    ...(await progressOf(intervention, viewer)),
    result: result === null ? null : interventionResultSchema.parse(result),
  };
}
