import { recordAct } from "@/lib/audit-log/record-act";
import type { Viewer } from "@/lib/auth/viewer-type";
import { cancel } from "@/lib/computations/cancel";
import { db } from "@/lib/db/client";
import { adoptionComputation } from "./adoption-computation";

/** Stops an adoption, with a line in the audit log. What was fetched is kept for when it is begun again. Throws "not-found". */
export async function cancelAdoption(
  id: string,
  viewer: Extract<Viewer, { kind: "member" }>,
): Promise<{ cancelled: boolean }> {
  const stopped = await cancel(adoptionComputation, { id }, viewer);
  if (stopped.cancelled)
    await db().$transaction((tx) =>
      recordAct(tx, {
        ...{ actorId: viewer.id, kind: "stop", subject: { kind: "adoption", id } },
        ...{ personId: null, reason: "What was fetched is kept for when it is begun again." },
      }),
    );
  return stopped;
}
