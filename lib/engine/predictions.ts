import type { TokenText } from "@/lib/tokens/token-text";
import { assertFinite } from "./finite";
import { float32Of, int32Of } from "./rows";
import type { Tensor } from "./runtime";

export interface Prediction extends TokenText {
  id: number;
  logit: number;
  probability: number;
}

/** The head graph's `ids`, `values` and `probabilities`, each (N, k), as one list a row. */
export function listPredictions(
  outputs: Record<string, Tensor>,
  tokenOf: (id: number) => TokenText,
): Prediction[][] {
  const ids = int32Of(outputs.ids, "ids");
  const logits = float32Of(outputs.values, "values");
  const probabilities = float32Of(outputs.probabilities, "probabilities");
  const [rows = 0, k = 0] = outputs.ids?.shape ?? [];
  // A logit that is no number need not be among the best, but leaves no probability that is one.
  assertFinite(logits);
  assertFinite(probabilities);
  return Array.from({ length: rows }, (_, row) =>
    Array.from(ids.subarray(row * k, (row + 1) * k), (id, i) => ({
      id,
      ...tokenOf(id),
      logit: logits[row * k + i],
      probability: probabilities[row * k + i],
    })),
  );
}
