import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { cancelJob } from "@/lib/jobs/cancel-job";
import type { OwnImport } from "./get-import";

/** Deletes one of one's own imports, read or not. Throws "not-found". */
export async function deleteImport({ importId, ownerId }: OwnImport): Promise<void> {
  const where = { id: importId, ownerId };
  const row = await db().importedCircuit.findFirst({ where, select: { jobId: true } });
  if (!row) throw notFound("imported circuit of yours");
  if (row.jobId) await cancelJob(row.jobId);
  await db().importedCircuit.deleteMany({ where });
}
