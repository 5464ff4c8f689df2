import { AppError } from "@/lib/errors";
import { findTokens } from "@/lib/models/vocabulary";
import { storedPredictionsSchema } from "./predictions";
import { activeAt, readRunFeatures } from "./run-features";
import type { RunPositionView } from "./view";

/** What fires at one token of a finished run, and what the model expects after it. */
export async function getRunPosition(runId: string, position: number): Promise<RunPositionView> {
  const { tokenCount, dictionaries, predictions, model } = await readRunFeatures(runId);
  if (!Number.isInteger(position) || position < 0 || position >= tokenCount) {
    throw new AppError("not-found", `This run has the token positions 0 to ${tokenCount - 1}.`);
  }
  const { ids, logits, probabilities } = storedPredictionsSchema.parse(predictions);
  const best = ids[position] ?? [];
  const tokens = new Map((await findTokens(model, best)).map((token) => [token.id, token]));
  return {
    position,
    features: dictionaries.flatMap((dictionary) => activeAt(dictionary, position)),
    predictions: best.map((id, rank) => ({
      ...(tokens.get(id) ?? { id, text: "" }),
      logit: logits[position]?.[rank] ?? 0,
      probability: probabilities[position]?.[rank] ?? 0,
    })),
  };
}
