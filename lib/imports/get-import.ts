import { z } from "zod";
import { computationOf, jobStateFields } from "@/lib/computations/computation";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { unpackReport } from "./import-report";
import type { ImportView } from "./view";

/** Somebody's own import: to anybody else it does not exist. */
export interface OwnImport {
  importId: string;
  ownerId: string;
}

const fields = {
  id: true,
  fileName: true,
  createdAt: true,
  computedAt: true,
  report: true,
  job: { select: jobStateFields },
} as const;

/** An imported circuit without its graph. Throws "not-found". */
export async function getImport({ importId, ownerId }: OwnImport): Promise<ImportView> {
  const row = z.uuid().safeParse(importId).success
    ? await db().importedCircuit.findFirst({ where: { id: importId, ownerId }, select: fields })
    : null;
  if (!row) throw notFound("imported circuit of yours");
  const { id, fileName, createdAt, report } = row;
  return { id, fileName, createdAt, ...computationOf(row), report: report && unpackReport(report) };
}

/** An imported circuit's graph, still packed. Throws "not-found" and, for one not read yet, "conflict". */
export async function readPackedImport({ importId, ownerId }: OwnImport): Promise<Uint8Array<ArrayBuffer>> {
  const row = await db().importedCircuit.findFirst({
    where: { id: importId, ownerId },
    select: { graph: true },
  });
  if (!row) throw notFound("imported circuit of yours");
  if (!row.graph)
    throw new AppError("conflict", "This file has not been read yet, or could not be. Its page says which.");
  return row.graph;
}
