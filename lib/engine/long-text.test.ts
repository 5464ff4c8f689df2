import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { openModel } from "./model";
import { naiveEncode } from "./oracle/naive-encode";
import { naiveForward } from "./oracle/naive-forward";
import { writeRandomModel } from "./oracle/random-model";
import { openRuntime } from "./runtime";

const folder = mkdtempSync(path.join(tmpdir(), "long-text-"));
afterAll(() => rmSync(folder, { recursive: true }));

const [T, F, V] = [40, 60_000, 150_000];

test("a text that goes through encoder and head in pieces gives what it would in one", async () => {
  // 40 x 60,000 pre-activations and 40 x 150,000 logits are each more than is computed at once.
  const random = writeRandomModel(folder, {
    ...{ seed: 11, layers: 1, heads: 1, dHead: 4, dMlp: 4, vocabularySize: V, contextLength: T },
    ...{ activation: "relu", dtype: "F32", tiedEmbeddings: true, prefix: "" },
    processing: { fold_value_biases: false, center_writing_weights: false },
    dictionaries: [{ kind: "resid", layer: 0, dFeatures: F, rule: "relu", dtype: "F32" }],
  });
  const tokens = Array.from({ length: T }, (_, i) => (i * 3_001) % V);
  const model = await openModel(folder, { runtime: await openRuntime({ provider: "cpu" }) });
  const { features, predictions } = await model.run(tokens);
  await model.close();

  const sites = naiveForward(random.shape, random.weights, tokens);
  const logits = sites.get("logits") ?? new Float64Array();
  const best = Array.from({ length: T }, (_, t) => maxIndex(logits.subarray(t * V, (t + 1) * V)));
  expect(predictions.map(([first]) => first?.id)).toEqual(best);

  const [numbers] = random.dictionaries.map((dictionary) => dictionary.numbers);
  const input = sites.get("blocks.0.hook_resid_pre");
  if (!numbers || !input || !features[0]) throw new Error("the model has one dictionary");
  const oracle = naiveEncode(numbers, input);
  const { positions, indices, activations } = features[0];
  const ours = new Map(Array.from(activations, (value, i) => [positions[i] * F + indices[i], value]));
  expect(ours.size).toBe(activations.length);
  let largest = 0;
  for (let i = 0; i < T * F; i++) largest = Math.max(largest, Math.abs((ours.get(i) ?? 0) - oracle[i]));
  expect(largest).toBeLessThan(1e-4);
});

function maxIndex(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
