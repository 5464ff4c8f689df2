import { expect, test } from "vitest";
import { listPredictions } from "./predictions";

const outputs = (logits: readonly number[], probabilities: readonly number[]) => ({
  ids: { data: Int32Array.from(logits.keys()), shape: [1, logits.length] },
  values: { data: Float32Array.from(logits), shape: [1, logits.length] },
  probabilities: { data: Float32Array.from(probabilities), shape: [1, logits.length] },
});
const list = (logits: readonly number[], probabilities: readonly number[]) =>
  listPredictions(outputs(logits, probabilities), (id) => ({ text: String(id) }));

test("predictions are listed as they come, best first", () => {
  expect(list([2, 1], [0.75, 0.25])).toEqual([
    [
      { id: 0, text: "0", logit: 2, probability: 0.75 },
      { id: 1, text: "1", logit: 1, probability: 0.25 },
    ],
  ]);
});

test.each([
  ["among the best", [Number.NaN, 1], [Number.NaN, Number.NaN]],
  ["behind the best, which only the probabilities show", [2, 1], [Number.NaN, Number.NaN]],
  ["infinite", [Number.POSITIVE_INFINITY, 1], [Number.NaN, 0]],
])("a logit that is no number is told of: %s", (_, logits, probabilities) => {
  expect(() => list(logits, probabilities)).toThrow("overflow on this text");
});
