import { z } from "zod";
import { computationOf, jobStateFields } from "@/lib/computations/computation";
import { db, type Prisma } from "@/lib/db/client";
import { packDocument } from "@/lib/documents/packed-document";
import { AppError, notFound } from "@/lib/errors";
import { onThread } from "@/lib/threads/on-thread";
import type { ThreadWork } from "@/lib/threads/thread-work";
import type { ShownReport, shownReport } from "./shown-report";
import { type ImportView, importViewSchema } from "./view";

/** Somebody's own import: to anybody else it does not exist. */
export interface OwnImport {
  importId: string;
  ownerId: string;
}

/** An imported circuit as a page shows it. */
export interface ShownImport extends Omit<ImportView, "report"> {
  report: ShownReport | null;
}

const fields = {
  id: true,
  fileName: true,
  createdAt: true,
  computedAt: true,
  report: true,
  job: { select: jobStateFields },
} satisfies Prisma.ImportedCircuitSelect;

const reading: ThreadWork<typeof shownReport> = {
  ...{ file: "lib/imports/shown-report.ts", name: "shownReport" },
  answer: z.custom<ShownReport>(),
  ...{ maxMillis: 10_000, isLong: false, tooMuch: "This import says too much to be shown." },
};

/** An imported circuit without its graph, for its page. Throws "not-found" and what `onThread` throws. */
export async function getImport(own: OwnImport): Promise<ShownImport> {
  const { report, ...rest } = await readRow(own);
  return { ...rest, report: report && (await onThread(reading, own.ownerId, () => report)) };
}

const frameSchema = importViewSchema.omit({ report: true });

/** The same with all that its file said, as JSON: its report, packed, and what stands before and after it there. */
export async function getImportDocument(own: OwnImport) {
  const { report, ...rest } = await readRow(own);
  const frame = JSON.stringify(z.encode(frameSchema, rest));
  const around: [string, string] = [`${frame.slice(0, -1)},"report":`, "}"];
  return { packed: report ?? packDocument(null), around };
}

async function readRow({ importId, ownerId }: OwnImport) {
  const row = z.uuid().safeParse(importId).success
    ? await db().importedCircuit.findFirst({ where: { id: importId, ownerId }, select: fields })
    : null;
  if (!row) throw notFound("imported circuit of yours");
  const { id, fileName, createdAt, report } = row;
  return { id, fileName, createdAt, ...computationOf(row), report };
}

/** An imported circuit's graph, still packed. Throws "not-found" and, for one not read yet, "conflict". */
export async function readPackedImport(own: OwnImport): Promise<Uint8Array<ArrayBuffer>> {
  return (await readPackedImportWithReport(own)).packed;
}

/** The same, and its report, packed likewise. */
export async function readPackedImportWithReport({ importId, ownerId }: OwnImport) {
  const row = await db().importedCircuit.findFirst({
    where: { id: importId, ownerId },
    select: { graph: true, report: true },
  });
  if (!row) throw notFound("imported circuit of yours");
  if (!row.graph || !row.report)
    throw new AppError("conflict", "This file has not been read yet, or could not be. Its page says which.");
  return { packed: row.graph, report: row.report };
}
