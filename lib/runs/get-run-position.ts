import { z } from "zod";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { findTokens } from "@/lib/models/vocabulary";
import { findKnown, withKnown } from "./find-names";
import { storedPredictionsSchema } from "./predictions";
import { activeAt, readRunFeatures } from "./run-features";
import type { PredictionView, RunPositionView } from "./view";

/** What fires at one token of a finished run, with names, and what the model expects after it. */
export async function getRunPosition(runId: string, position: number): Promise<RunPositionView> {
  const view = await getUnnamedPosition(runId, position);
  return { ...view, features: withKnown(view.features, await findKnown(runId, view.features)) };
}

/** The same without the features' names, for who reads those together with others. */
export async function getUnnamedPosition(runId: string, position: number): Promise<RunPositionView> {
  const { tokenCount, dictionaries, predictions, model } = await readRunFeatures(runId);
  if (!Number.isInteger(position) || position < 0 || position >= tokenCount) {
    throw new AppError("not-found", `This run has the token positions 0 to ${tokenCount - 1}.`);
  }
  return {
    position,
    features: dictionaries.flatMap((dictionary) => activeAt(dictionary, position)),
    predictions: await predictionsAt(predictions, position, model),
  };
}

/** What the model expects after one token of a finished run. Throws "not-found". */
export async function getPredictions(runId: string, position: number): Promise<PredictionView[]> {
  const run = z.uuid().safeParse(runId).success
    ? await db().run.findUnique({
        where: { id: runId },
        select: { predictions: true, model: { select: { name: true } } },
      })
    : null;
  if (!run?.predictions) throw notFound("finished run");
  return predictionsAt(run.predictions, position, run.model.name);
}

async function predictionsAt(stored: unknown, position: number, model: string): Promise<PredictionView[]> {
  const { ids, logits, probabilities } = storedPredictionsSchema.parse(stored);
  const best = ids[position] ?? [];
  const tokens = new Map((await findTokens(model, best)).map((token) => [token.id, token]));
  return best.map((id, rank) => ({
    ...(tokens.get(id) ?? { id, text: "" }),
    logit: logits[position]?.[rank] ?? 0,
    probability: probabilities[position]?.[rank] ?? 0,
  }));
}
