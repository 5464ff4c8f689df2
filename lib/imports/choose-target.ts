import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { onThread } from "@/lib/threads/on-thread";
import type { ThreadWork } from "@/lib/threads/thread-work";
import { type OwnImport, readPackedImportWithReport } from "./get-import";
import { retargetedSchema, type retargetImport } from "./retarget-import";

const retargeting: ThreadWork<typeof retargetImport> = {
  ...{ file: "lib/imports/retarget-import.ts", name: "retargetImport" },
  answer: retargetedSchema,
  ...{ maxMillis: 30_000, isLong: true },
  tooMuch:
    "This circuit is too large for the site to read for another target. Import the file again, and name the target there.",
};

/**
 * Has an import be the circuit of another of its file's predicted tokens. What this site was asked to compute of the one before is asked no more.
 * Throws "not-found", "conflict" for one not read yet, "unprocessable" where its file has no such token, and what `onThread` throws.
 */
export async function chooseTarget(own: OwnImport, target: string): Promise<void> {
  const { graph, report, identity } = await onThread(retargeting, own.ownerId, async () => ({
    ...(await readPackedImportWithReport(own)),
    target,
  }));
  const { count } = await db().importedCircuit.updateMany({
    where: { id: own.importId, ownerId: own.ownerId },
    data: { graph, report, identity, askedRunId: null, refusal: null },
  });
  if (count === 0) throw notFound("imported circuit of yours");
}
