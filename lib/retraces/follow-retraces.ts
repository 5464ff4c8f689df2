import type { Viewer } from "@/lib/auth/viewer-type";
import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { askWithin } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { createLogger } from "@/lib/log";
import { roleInRun } from "./role-in-run";

/** Most circuits that follow one run; who asked for others asks once more. */
const maxFollowers = 100;

/** How long one stands whose run was never stored. */
export const retraceDays = 7;

const followerFields = {
  ...{ id: true, circuitId: true, asker: true, secretHash: true },
  requester: { select: { id: true, handle: true, name: true, role: true, suspendedAt: true } },
} as const;

/**
 * Asks for the circuits that are to be traced again once this run is stored, in the transaction that stores it and for what
 * each costs who wants it. Where their target is not plain they are asked nothing: their page says so. Why one was not begun
 * is kept for them, and keeps nobody from the run.
 */
export async function followRetraces(tx: Transaction, runId: string): Promise<void> {
  const retraces = await tx.retrace.findMany({
    where: { runId },
    select: followerFields,
    take: maxFollowers,
    orderBy: { id: "asc" },
  });
  for (const { id, circuitId, requester, ...guest } of retraces) {
    const viewer = requester ? ({ kind: "member", ...requester } as const) : guestOf(guest);
    if (!viewer || requester?.suspendedAt) continue;
    const refusal = await refusalOf(tx, { circuitId, runId }, viewer);
    if (refusal === null) await tx.retrace.deleteMany({ where: { id } });
    else await tx.retrace.updateMany({ where: { id }, data: { refusal } });
  }
}

/** A guest as they were when they asked. Null where that was a member, who is gone. */
function guestOf({
  asker,
  secretHash,
}: {
  asker: string;
  secretHash: Uint8Array<ArrayBuffer> | null;
}): Viewer | null {
  if (!secretHash) return null;
  return { kind: "guest", key: asker, browser: { secretHash: () => secretHash, madeSecret: () => null } };
}

async function refusalOf(
  tx: Transaction,
  { circuitId, runId }: { circuitId: string; runId: string },
  viewer: Viewer,
): Promise<string | null> {
  try {
    const { question } = await roleInRun(tx, circuitId, runId);
    if (question) await askWithin(tx, circuitComputation, question, askerOf(viewer));
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    createLogger("retraces").error({ err: error, runId }, "what follows a run was not asked for");
    return "Something went wrong when the circuit was to be begun. Ask for it again.";
  }
}
