import { roleIncludes, type Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { cancelJob } from "@/lib/jobs/cancel-job";

/** Stops a circuit that is being computed. Its requester may, and moderators; to others it does not exist to cancel. */
export async function cancelCircuit({
  circuitId,
  viewer,
}: {
  circuitId: string;
  viewer: Extract<Viewer, { kind: "member" }>;
}): Promise<{ cancelled: boolean }> {
  const anyones = roleIncludes(viewer.role, "moderator");
  const circuit = await db().circuit.findFirst({
    where: { id: circuitId, ...(!anyones && { requesterId: viewer.id }) },
    select: { jobId: true },
  });
  if (!circuit) throw new AppError("not-found", "There is no such circuit of yours.");
  return { cancelled: circuit.jobId ? await cancelJob(circuit.jobId) : false };
}
