import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { largestDifference, type OpenedRandomModel, openRandomModel } from "./oracle/open-random-model";
import type { RandomModelSpec } from "./oracle/random-model";
import { openRuntime, type Runtime, type Tensor } from "./runtime";

const folder = mkdtempSync(path.join(tmpdir(), "engine-"));
let runtime: Runtime;
let count = 0;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu" });
});
afterAll(() => rmSync(folder, { recursive: true }));

const open = (spec: RandomModelSpec, memoryLimitBytes?: number) =>
  openRandomModel(runtime, path.join(folder, `model-${count++}`), spec, memoryLimitBytes);

async function withModel<T>(
  spec: RandomModelSpec,
  use: (opened: OpenedRandomModel) => Promise<T>,
): Promise<T> {
  const opened = await open(spec);
  try {
    return await use(opened);
  } finally {
    await opened.model.close();
  }
}

const plain: RandomModelSpec = {
  ...{
    seed: 5,
    layers: 2,
    heads: 2,
    dHead: 6,
    dMlp: 20,
    vocabularySize: 60,
    contextLength: 9,
    activation: "gelu-tanh",
  },
  ...{
    dtype: "F32",
    tiedEmbeddings: true,
    prefix: "",
    processing: { fold_value_biases: false, center_writing_weights: false },
  },
  dictionaries: [
    { kind: "attn", layer: 0, dFeatures: 48, rule: "relu", dtype: "F32" },
    { kind: "attn", layer: 1, dFeatures: 48, rule: "relu", dtype: "F32" },
  ],
};

test("folding the value biases leaves the logits alone and takes the biases out of hook_z", async () => {
  const before = await withModel(plain, ({ model, tokens }) => model.forward(tokens, model.sites));
  const folded = { ...plain, processing: { fold_value_biases: true, center_writing_weights: false } };
  await withModel(folded, async ({ random, model, tokens }) => {
    const after = await model.forward(tokens, model.sites);
    expect(
      largestDifference(numbersOf(after, "logits"), Float64Array.from(numbersOf(before, "logits"))),
    ).toBeLessThan(1e-4);
    const bias = random.weights.get("h.0.attn.c_attn.bias") ?? new Float32Array();
    const D = random.shape.dModel;
    const expected = Float64Array.from(
      numbersOf(before, "blocks.0.attn.hook_z"),
      (z, i) => z - bias[2 * D + (i % D)],
    );
    expect(largestDifference(numbersOf(after, "blocks.0.attn.hook_z"), expected)).toBeLessThan(1e-4);
  });
});

test("centring the writing weights leaves the logits alone and takes the mean out of the residual stream", async () => {
  const before = await withModel(plain, ({ model, tokens }) => model.forward(tokens, model.sites));
  const centred = { ...plain, processing: { fold_value_biases: true, center_writing_weights: true } };
  await withModel(centred, async ({ random, model, tokens }) => {
    const after = await model.forward(tokens, model.sites);
    expect(
      largestDifference(numbersOf(after, "logits"), Float64Array.from(numbersOf(before, "logits"))),
    ).toBeLessThan(1e-4);
    const D = random.shape.dModel;
    for (const site of ["blocks.1.hook_resid_pre", "blocks.1.hook_resid_post"]) {
      const old = numbersOf(before, site);
      const expected = Float64Array.from(old, (x, i) => {
        const row = old.subarray(i - (i % D), i - (i % D) + D);
        return x - row.reduce((a, b) => a + b, 0) / D;
      });
      expect(largestDifference(numbersOf(after, site), expected)).toBeLessThan(1e-4);
    }
  });
});

function numbersOf(sites: Map<string, Tensor>, name: string): Float32Array {
  const data = sites.get(name)?.data;
  if (!(data instanceof Float32Array)) throw new Error(`no site ${name}`);
  return data;
}

test("a run reports its progress step by step", async () => {
  await withModel(plain, async ({ model, tokens }) => {
    const seen: string[] = [];
    await model.run(tokens, ({ stage, done, total }) => seen.push(`${stage} ${done}/${total}`));
    expect(seen).toEqual(["forward 1/4", "encode 2/4", "encode 3/4", "predict 4/4"]);
  });
});

test("under a memory limit encoders take turns, with the same result", async () => {
  const { model, tokens } = await open(plain);
  const free = await model.run(tokens);
  const { weightBytes } = model.memory();
  await model.close();
  const tight = await open(plain, weightBytes - 1);
  expect(await tight.model.run(tight.tokens)).toEqual(free);
  await Promise.all([tight.model.run(tight.tokens), tight.model.run(tight.tokens)]);
  expect(tight.model.memory()).toMatchObject({ encodersOpen: 1, limitBytes: weightBytes - 1 });
  expect(tight.model.memory().encodersClosedForSpace).toBeGreaterThan(0);
  await tight.model.close();
});

test("a memory limit below the model's own weights is refused", async () => {
  await expect(open(plain, 1_000)).rejects.toMatchObject({ name: "EngineError", code: "unavailable" });
});

test.each([
  ["no tokens", [], "empty-text"],
  ["too many tokens", Array.from({ length: 10 }, () => 1), "text-too-long"],
  ["a token outside the vocabulary", [1, 60], "invalid-input"],
  ["a token that is no whole number", [1.5], "invalid-input"],
])("%s are refused", async (_, tokens, code) => {
  await withModel(plain, async ({ model }) => {
    await expect(model.run(tokens)).rejects.toMatchObject({ name: "EngineError", code });
    await expect(model.forward([1], ["blocks.9.hook_z"])).rejects.toMatchObject({ code: "invalid-input" });
  });
});
