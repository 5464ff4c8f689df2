import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { mayCancel } from "@/lib/jobs/may-cancel";

interface CancelCircuit {
  circuitId: string;
  viewer: Viewer;
}

async function findCancellable({ circuitId, viewer }: CancelCircuit): Promise<{ jobId: string } | null> {
  const select = { jobId: true, requesterId: true };
  const circuit = await db().circuit.findUnique({ where: { id: circuitId }, select });
  return circuit?.jobId && mayCancel(viewer, circuit.requesterId) ? { jobId: circuit.jobId } : null;
}

/** Whether the page should offer to stop this circuit. */
export async function canCancelCircuit(request: CancelCircuit): Promise<boolean> {
  return (await findCancellable(request)) !== null;
}

/** Stops a circuit that is being computed. To whom it is neither theirs nor to moderate it does not exist to cancel. */
export async function cancelCircuit(request: CancelCircuit): Promise<{ cancelled: boolean }> {
  const circuit = await findCancellable(request);
  if (!circuit) throw new AppError("not-found", "There is no such circuit of yours.");
  return { cancelled: await cancelJob(circuit.jobId) };
}
