import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { progressOf } from "@/lib/computations/computation";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { showingRows } from "@/lib/kept-pages/showing";
import { besideEvaluations, listedEvaluation, listedFields } from "./find-evaluations";
import type { EvaluationView } from "./view";
import { visibleEvaluations } from "./visible-evaluations";

/** An evaluation as far as it is. Throws "not-found", also of one over a family that the viewer may not see. */
export async function getEvaluation(id: string, viewer: Viewer): Promise<EvaluationView> {
  const row = z.uuid().safeParse(id).success
    ? await showingRows(
        () =>
          db().evaluation.findFirst({
            where: { id, ...visibleEvaluations(viewer) },
            select: { ...listedFields, computedBy: true },
          }),
        (found) => ({
          topics: [`Evaluation ${id}`],
          insteadOf: ["Evaluation", ...besideEvaluations(found ? [found] : [])],
        }),
      )
    : null;
  if (!row) throw notFound("evaluation");
  const { status: _, ...listed } = listedEvaluation(row);
  return { ...listed, computedBy: row.computedBy, ...(await progressOf(row, viewer)) };
}

/** Its document, still packed. Throws "not-found" and, for one not ready, "conflict". */
export async function readPackedEvaluation(id: string, viewer: Viewer): Promise<Uint8Array<ArrayBuffer>> {
  const row = await showingRows(
    () =>
      db().evaluation.findFirst({ where: { id, ...visibleEvaluations(viewer) }, select: { result: true } }),
    () => ({ topics: [`Evaluation ${id}`], insteadOf: ["Evaluation"] }),
  );
  if (!row) throw notFound("evaluation");
  if (row.result) return row.result;
  throw new AppError("conflict", "This evaluation is not ready. Its page shows how far it is.");
}
