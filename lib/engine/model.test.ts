import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ActiveFeatures } from "./features";
import { openModel } from "./model";
import { naiveEncode } from "./oracle/naive-encode";
import { naiveForward } from "./oracle/naive-forward";
import { type RandomModelSpec, writeRandomModel } from "./oracle/random-model";
import { openRuntime, type Runtime } from "./runtime";

const folder = mkdtempSync(path.join(tmpdir(), "engine-"));
let runtime: Runtime;
let count = 0;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu" });
});
afterAll(() => rmSync(folder, { recursive: true }));

const dtype = fc.constantFrom("F32" as const, "F16" as const, "BF16" as const);

/** Models of odd shapes, with any subset of dictionaries. */
const spec: fc.Arbitrary<RandomModelSpec> = fc
  .record({
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    layers: fc.integer({ min: 1, max: 3 }),
    heads: fc.integer({ min: 1, max: 5 }),
    dHead: fc.integer({ min: 1, max: 9 }),
    dMlp: fc.integer({ min: 1, max: 40 }),
    vocabularySize: fc.integer({ min: 12, max: 150 }),
    contextLength: fc.integer({ min: 3, max: 20 }),
    activation: fc.constantFrom("gelu-tanh" as const, "gelu" as const, "relu" as const),
    dtype,
    tiedEmbeddings: fc.boolean(),
    prefix: fc.constantFrom("" as const, "transformer." as const),
    processing: fc.constant({ fold_value_biases: false, center_writing_weights: false }),
    wanted: fc.uniqueArray(
      fc.record({
        kind: fc.constantFrom("attn" as const, "mlp" as const, "resid" as const),
        layer: fc.integer({ min: 0, max: 2 }),
        dFeatures: fc.integer({ min: 1, max: 70 }),
        rule: fc.constantFrom("relu" as const, "jumprelu" as const, "topk" as const),
        dtype,
      }),
      { maxLength: 5, selector: ({ kind, layer }) => `${kind}.${layer}` },
    ),
  })
  // A residual stream of one number is always its own mean.
  .filter(({ heads, dHead }) => heads * dHead > 1)
  .map(({ wanted, ...rest }) => ({
    ...rest,
    dictionaries: wanted.filter(({ layer }) => layer < rest.layers),
  }));

function largestDifference(ours: ArrayLike<number>, oracle: Float64Array): number {
  expect(ours.length).toBe(oracle.length);
  let largest = 0;
  for (let i = 0; i < oracle.length; i++) {
    const difference = Math.abs((ours[i] ?? Number.NaN) - (oracle[i] ?? 0)) / (1 + Math.abs(oracle[i] ?? 0));
    largest = Math.max(largest, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
  }
  return largest;
}

async function withModel<T>(
  spec: RandomModelSpec,
  use: (args: Awaited<ReturnType<typeof open>>) => Promise<T>,
) {
  const opened = await open(spec);
  try {
    return await use(opened);
  } finally {
    await opened.model.close();
  }
}

async function open(spec: RandomModelSpec, memoryLimitBytes?: number) {
  const dir = path.join(folder, `model-${count++}`);
  const random = writeRandomModel(dir, spec);
  const model = await openModel(dir, {
    runtime,
    ...(memoryLimitBytes !== undefined && { memoryLimitBytes }),
  });
  const length = spec.contextLength;
  const tokens = Array.from({ length }, (_, i) => (i * 7 + spec.seed) % spec.vocabularySize);
  return { random, model, tokens };
}

function dense(features: ActiveFeatures, F: number, T: number): Float64Array {
  const f = new Float64Array(T * F);
  features.activations.forEach((activation, i) => {
    f[(features.positions[i] ?? 0) * F + (features.indices[i] ?? 0)] = activation;
  });
  return f;
}

test("every site of a random model of odd shape is what plain loops give", async () => {
  await fc.assert(
    fc.asyncProperty(spec, (spec) =>
      withModel(spec, async ({ random, model, tokens }) => {
        const oracle = naiveForward(random.shape, random.weights, tokens);
        const sites = await model.forward(tokens, model.sites);
        expect([...sites.keys()].toSorted()).toEqual([...oracle.keys()].toSorted());
        for (const [name, values] of oracle) {
          const site = sites.get(name);
          expect(
            site?.shape.reduce((a, b) => a * b, 1),
            name,
          ).toBe(values.length);
          expect(
            largestDifference(site?.data instanceof Float32Array ? site.data : [], values),
            name,
          ).toBeLessThan(2e-4);
        }
      }),
    ),
    { numRuns: 40 },
  );
});

test("active features are what plain loops give, sorted, and none twice", async () => {
  await fc.assert(
    fc.asyncProperty(spec, (spec) =>
      withModel(spec, async ({ random, model, tokens }) => {
        const { features } = await model.run(tokens);
        expect(features).toHaveLength(random.dictionaries.length);
        for (const active of features) {
          const { numbers } =
            random.dictionaries.find(
              ({ spec }) => spec.kind === active.kind && spec.layer === active.layer,
            ) ?? {};
          if (!numbers) throw new Error("an unknown dictionary fired");
          const hookIn =
            model.dictionaries.find(({ kind, layer }) => kind === active.kind && layer === active.layer)
              ?.hookIn ?? "";
          const input = (await model.forward(tokens, [hookIn])).get(hookIn)?.data;
          const F = numbers.dFeatures;
          const oracle = naiveEncode(numbers, input instanceof Float32Array ? input : new Float32Array());
          const ours = dense(active, F, tokens.length);
          for (const [i, value] of oracle.entries()) {
            const mine = ours[i] ?? 0;
            // On one side only: rounding of the pre-activation against 0, the threshold, or the k-th largest.
            if ((mine === 0) !== (value === 0))
              expect(nearEdge(numbers, input, i), `feature ${i}`).toBeLessThan(1e-3);
            else expect(Math.abs(mine - value) / (1 + value)).toBeLessThan(2e-4);
          }
          const places = Array.from(
            active.positions,
            (position, i) => position * F + (active.indices[i] ?? 0),
          );
          expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
        }
      }),
    ),
    { numRuns: 40 },
  );
});

/** How far the pre-activation at flat place `i` is from where its rule changes its mind. */
function nearEdge(numbers: Parameters<typeof naiveEncode>[0], input: unknown, i: number): number {
  const F = numbers.dFeatures;
  const row = Math.floor(i / F);
  if (!(input instanceof Float32Array)) return Number.POSITIVE_INFINITY;
  const x = input.subarray(row * numbers.dIn, (row + 1) * numbers.dIn);
  const u = Array.from(
    naiveEncode({ ...numbers, rule: { name: "jumprelu", threshold: new Float32Array(F).fill(-1e30) } }, x),
  );
  const own = u[i % F] ?? 0;
  const { rule } = numbers;
  if (rule.name === "relu") return Math.abs(own);
  if (rule.name === "jumprelu") return Math.abs(own - (rule.threshold[i % F] ?? 0));
  const sorted = u.toSorted((a, b) => b - a);
  return Math.min(
    Math.abs(own),
    Math.abs(own - (sorted[rule.k - 1] ?? 0)),
    Math.abs(own - (sorted[rule.k] ?? 0)),
  );
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
      (z, i) => z - (bias[2 * D + (i % D)] ?? 0),
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

function numbersOf(
  sites: Awaited<ReturnType<Awaited<ReturnType<typeof openModel>>["forward"]>>,
  name: string,
): Float32Array {
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
