import { db } from "@/lib/db/client";
import { notFound } from "@/lib/jobs/computation";
import type { OwnImport } from "./get-import";

/** Deletes one of one's own imports, read or not. Throws "not-found". */
export async function deleteImport({ importId, ownerId }: OwnImport): Promise<void> {
  const { count } = await db().importedCircuit.deleteMany({ where: { id: importId, ownerId } });
  if (count === 0) throw notFound("imported circuit of yours");
}
