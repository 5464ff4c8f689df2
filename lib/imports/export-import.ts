import { z } from "zod";
import type { ViewMarks } from "@/lib/attribution-graphs/marks-of-view";
import { onThread } from "@/lib/threads/on-thread";
import type { ThreadWork } from "@/lib/threads/thread-work";
import { type OwnImport, readPackedImportWithReport } from "./get-import";
import type { writePackedImport } from "./write-packed-import";

const writingImport: ThreadWork<typeof writePackedImport> = {
  ...{ file: "lib/imports/write-packed-import.ts", name: "writePackedImport" },
  answer: z.instanceof(Uint8Array<ArrayBuffer>),
  ...{ maxMillis: 30_000, isLong: true },
  tooMuch: "This circuit is too large for the site to write. The file that you imported says it all.",
};

/**
 * An imported circuit as the attribution graph that circuit-tracer and Neuronpedia read, with all that its file said
 * beyond the circuit, and in place of what that marked what its owner has marked: JSON, packed. Throws "not-found",
 * "conflict" for one not read yet, "unprocessable" for a large one, and what `onThread` throws.
 */
export async function exportImport(own: OwnImport, marks: ViewMarks): Promise<Uint8Array<ArrayBuffer>> {
  return onThread(writingImport, own.ownerId, async () => ({
    ...(await readPackedImportWithReport(own)),
    ...marks,
  }));
}
