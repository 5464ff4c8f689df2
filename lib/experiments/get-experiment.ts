import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { jobStateFields, progressOf } from "@/lib/computations/computation";
import { db, type Prisma } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { showingRows } from "@/lib/kept-pages/showing";
import { wholeExperiment } from "./experiment-document";
import { listedExperiment, listedFields } from "./find-experiments";
import { besideFirstSchema, type ExperimentView, type ListedResult } from "./view";
import { visibleExperiments } from "./visible-experiments";

const fields = {
  ...listedFields,
  ...{ ownerId: true, bundledName: true, conclusion: true, concludedAt: true, forkedFromId: true },
  version: { select: { ...listedFields.version.select, document: true } },
} as const satisfies Prisma.ExperimentSelect;

const resultFields = {
  ...{ id: true, number: true, createdAt: true, computedAt: true, computedBy: true, beside: true },
  job: { select: jobStateFields },
} as const satisfies Prisma.ExperimentResultSelect;

/** An experiment with how far its results are. Throws "not-found", also of one that the viewer may not see. */
export async function getExperiment(id: string, viewer: Viewer): Promise<ExperimentView> {
  const row = z.uuid().safeParse(id).success
    ? await db().experiment.findFirst({ where: { id, ...visibleExperiments(viewer) }, select: fields })
    : null;
  if (!row) throw notFound("experiment");
  const [results, origin] = await Promise.all([
    findResults(id, viewer),
    row.forkedFromId
      ? db().experiment.findFirst({
          where: { id: row.forkedFromId, ...visibleExperiments(viewer) },
          select: { id: true, title: true },
        })
      : null,
  ]);
  const { holds, ...listed } = listedExperiment(row);
  const { conclusion: text, concludedAt: at } = row;
  return {
    ...listed,
    experiment: wholeExperiment(row.document, row.version),
    conclusion: holds && text !== null && at ? { holds, text, at } : null,
    isMine: viewer.kind === "member" && viewer.id === row.ownerId,
    isBundled: row.bundledName !== null,
    forkedFrom: origin,
    results,
  };
}

/** Of an experiment that the viewer was seen to see. */
async function findResults(experimentId: string, viewer: Viewer): Promise<ListedResult[]> {
  const rows = await showingRows(
    () =>
      db().experimentResult.findMany({
        where: { experimentId },
        orderBy: { number: "asc" },
        select: resultFields,
      }),
    (found) => ({
      topics: [`Experiment ${experimentId}`],
      insteadOf: ["ExperimentResult", ...(found.every(({ computedAt }) => computedAt) ? ["Job"] : [])],
    }),
  );
  const results: ListedResult[] = [];
  for (const { beside, job, ...row } of rows)
    results.push({
      ...row,
      ...(await progressOf({ computedAt: row.computedAt, job }, viewer)),
      beside: beside === null ? null : besideFirstSchema.parse(beside),
    });
  return results;
}

/** A result's document, still packed. Throws "not-found" and, for one not ready, "conflict". */
export async function readPackedResult(
  { id: experimentId, number }: { id: string; number: number },
  viewer: Viewer,
): Promise<Uint8Array<ArrayBuffer>> {
  const row = await showingRows(
    () =>
      db().experimentResult.findFirst({
        where: { experimentId, number, experiment: visibleExperiments(viewer) },
        select: { result: true },
      }),
    () => ({ topics: [`Experiment ${experimentId}`], insteadOf: ["ExperimentResult"] }),
  );
  if (!row) throw notFound("result of this experiment");
  if (row.result) return row.result;
  throw new AppError("conflict", "This result is not ready. The experiment's page shows how far it is.");
}
