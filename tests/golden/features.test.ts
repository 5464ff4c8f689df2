import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LoadedModel, openModel } from "@/lib/engine/model";
import { openRuntime } from "@/lib/engine/runtime";
import { compareFeatures, type GoldenFeature, goldenNames, modelDir, readGolden } from "./golden-file";

const tolerance = 1e-3;
let model: LoadedModel;

beforeAll(async () => {
  model = await openModel(modelDir, { runtime: await openRuntime({ provider: "cpu" }) });
});
afterAll(() => model.close());

test("there are golden files", () => {
  expect(goldenNames.length).toBeGreaterThanOrEqual(6);
});

describe.each(goldenNames)("%s", (name) => {
  const golden = readGolden(name);

  test("the tokens and their texts are the golden ones", () => {
    const tokens = model.tokenize(golden.text).map(({ position, id, text }) => ({ position, id, text }));
    expect(tokens).toEqual(golden.tokens);
  });

  test("the active features are the golden ones", async () => {
    const { features } = await model.run(golden.tokens.map(({ id }) => id));
    const ours = features.flatMap(({ kind, layer, positions, indices, activations }) =>
      Array.from(activations, (activation, i): GoldenFeature => {
        return { kind, layer, index: indices[i] ?? -1, position: positions[i] ?? -1, activation };
      }),
    );
    const { largest, where, oneSided } = compareFeatures(ours, golden.features);
    expect(oneSided, `largest difference ${largest} at ${where}`).toEqual([]);
    expect(largest, `at ${where}`).toBeLessThanOrEqual(tolerance);
    expect(ours.length).toBeGreaterThan(100);
  });

  test("the predictions after the last token are the golden ones", async () => {
    const { predictions } = await model.run(golden.tokens.map(({ id }) => id));
    expect(predictions).toHaveLength(golden.tokens.length);
    const last = predictions.at(-1) ?? [];
    expect(last.map(({ id, text }) => ({ id, text }))).toEqual(
      golden.predictions.map(({ id, text }) => ({ id, text })),
    );
    const differences = golden.predictions.flatMap(({ logit, probability }, i) => [
      Math.abs((last[i]?.logit ?? Number.NaN) - logit) / (1 + Math.abs(logit)),
      Math.abs((last[i]?.probability ?? Number.NaN) - probability),
    ]);
    expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance);
  });
});
