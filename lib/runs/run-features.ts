import { z } from "zod";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { decodeFeatures, type SparseFeatures } from "@/lib/features/feature-codec";
import { activationsAt, firingsOf } from "@/lib/features/firings";
import { showingRows } from "@/lib/kept-pages/showing";
import { touchRun } from "@/lib/unread/touch";
import type { ActiveFeatureView } from "./view";

/** The packed features of a finished run. Throws "not-found" for no run, "conflict" for one not ready. */
export async function readRunFeatures(runId: string) {
  const isId = z.uuid().safeParse(runId).success;
  if (isId) await touchRun(runId);
  const run = isId ? await readRun(runId) : null;
  if (!run) throw new AppError("not-found", "There is no run at this address.");
  if (!run.computedAt || !run.features) {
    throw new AppError("conflict", "This run is not ready yet. Its page shows how far it is.");
  }
  return { ...decodeFeatures(run.features), predictions: run.predictions, model: run.model.name };
}

function readRun(id: string) {
  return showingRows(
    () =>
      db().run.findUnique({
        where: { id },
        select: { computedAt: true, features: true, predictions: true, model: { select: { name: true } } },
      }),
    (run) => (run ? { topics: [`Run ${id}`], insteadOf: ["Run"] } : null),
  );
}

/** The features of one dictionary that fire at `position`, strongest first. */
export function activeAt(dictionary: SparseFeatures, position: number): ActiveFeatureView[] {
  const { kind, layer } = dictionary;
  const active = activationsAt(dictionary, position);
  const firings = firingsOf(
    dictionary,
    active.map(([index]) => index),
  );
  return active
    .map(([index, activation]) => {
      return {
        kind,
        layer,
        index,
        activation,
        label: null,
        standing: null,
        measured: null,
        firesAt: firings.get(index) ?? [],
      };
    })
    .sort((a, b) => b.activation - a.activation || a.index - b.index);
}
