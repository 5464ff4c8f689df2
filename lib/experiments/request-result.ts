import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { ask } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { resultComputation } from "./result-computation";
import { visibleExperiments } from "./visible-experiments";

/**
 * Asks for an experiment to be run: the run that is under way, or the next one, each a result of its own. One that failed or was
 * cancelled is begun again. Throws "not-found", "unprocessable" (there are as many as there may be) and "too-many-requests".
 */
export async function requestResult(experimentId: string, viewer: Viewer) {
  const seen = z.uuid().safeParse(experimentId).success
    ? await db().experiment.count({ where: { id: experimentId, ...visibleExperiments(viewer) } })
    : 0;
  if (seen === 0) throw notFound("experiment");
  const there = await db().experimentResult.count({ where: { experimentId, computedAt: { not: null } } });
  const number = there + 1;
  return { number, ...(await ask(resultComputation, { experimentId, number }, askerOf(viewer))) };
}
