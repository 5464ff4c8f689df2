import type { Viewer } from "@/lib/auth/viewer-type";
import { type Computed, computationOf, computedFields, progressOf } from "@/lib/computations/computation";
import type { ComputationProgress } from "@/lib/computations/computation-view";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { runComputation } from "@/lib/runs/run-computation";
import { compareImport, mostComparedEdges } from "./compare-import";
import type { Comparison } from "./compare-packed";
import type { OwnImport } from "./get-import";
import type { ImportSummary } from "./view";

/** Somebody's own import, looked at by them. */
export interface OwnedImport {
  importId: string;
  viewer: Extract<Viewer, { kind: "member" }>;
}

interface Part {
  what: "run" | "circuit";
  id: string;
}

/** Whether an imported circuit can be checked here, and what came of it. */
export type ImportStanding =
  /** The site does not have the model, or has other weights or dictionaries under its name. */
  | { kind: "foreign"; reason: "no-model" | "other-weights" }
  /** The site could compute the same question, and nobody has asked it. */
  | { kind: "unasked" }
  /** It is computed now: the text's run, then the circuit in it. */
  | { kind: "computing"; of: Part; progress: ComputationProgress }
  /** It could not be computed, or was stopped; `of` is null where it was not even begun. */
  | { kind: "failed"; of: Part | null; message: string }
  /** The site has computed it, and the two are too large to be compared for a page. */
  | { kind: "too-large"; circuitId: string }
  /** The site has computed it, and cannot compare the two at this moment. */
  | { kind: "uncompared"; circuitId: string; message: string }
  | ({ kind: "computed"; circuitId: string } & Comparison);

/** What this site's own computation of the same question says of an import that has been read. */
export async function getStanding(owned: OwnedImport, summary: ImportSummary): Promise<ImportStanding> {
  const { importId, viewer } = owned;
  const row = await db().importedCircuit.findFirst({
    where: { id: importId, ownerId: viewer.id },
    select: { identity: true, askedRunId: true, refusal: true },
  });
  const circuit = row?.identity
    ? await db().circuit.findUnique({
        where: { identity: row.identity },
        select: { ...computedFields, edgeCount: true },
      })
    : null;
  if (circuit && !circuit.computedAt) return underWay("circuit", circuit, viewer);
  if (!circuit) {
    const own = await standingOfModel(summary);
    const run = row?.askedRunId ? await runComputation.find(db(), { id: row.askedRunId }) : null;
    if (own.kind === "foreign" || !run) return own;
    if (!run.computedAt) return underWay("run", run, viewer);
    return row?.refusal ? { kind: "failed", of: null, message: row.refusal } : own;
  }
  const circuitId = circuit.id;
  if (Math.max(summary.edgeCount, circuit.edgeCount ?? 0) > mostComparedEdges)
    return { kind: "too-large", circuitId };
  return compared({ importId, ownerId: viewer.id }, circuitId);
}

async function compared(own: OwnImport, circuitId: string): Promise<ImportStanding> {
  try {
    const comparison = await compareImport(own, circuitId);
    return comparison ? { kind: "computed", circuitId, ...comparison } : { kind: "unasked" };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "unprocessable") return { kind: "too-large", circuitId };
    return { kind: "uncompared", circuitId, message: error.message };
  }
}

async function underWay(what: Part["what"], row: Computed, viewer: Viewer): Promise<ImportStanding> {
  const of = { what, id: row.id };
  const { status, failure } = computationOf(row);
  if (status === "failed") return { kind: "failed", of, message: failure ?? "The worker gave no reason." };
  return { kind: "computing", of, progress: await progressOf(row, viewer) };
}

async function standingOfModel({
  model,
  modelChecksum,
  dictionaryChecksums,
}: Pick<ImportSummary, "model" | "modelChecksum" | "dictionaryChecksums">): Promise<ImportStanding> {
  const here = await db().model.findUnique({
    where: { name: model },
    select: { checksum: true, dictionarySets: { select: { checksum: true } } },
  });
  if (!here) return { kind: "foreign", reason: "no-model" };
  const present = here.dictionarySets.map(({ checksum }) => checksum);
  return here.checksum === modelChecksum && dictionaryChecksums.every((each) => present.includes(each))
    ? { kind: "unasked" }
    : { kind: "foreign", reason: "other-weights" };
}
