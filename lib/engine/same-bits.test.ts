import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { formatNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import { stateOf } from "./attribution/attribution-state";
import { expandNode } from "./attribution/expand-node";
import { headTable } from "./attribution/head-table";
import { parseTargetId } from "./attribution/target";
import { traceCircuit } from "./attribution/trace-circuit";
import { causalCheck } from "./interventions/causal-check";
import { type LoadedModel, openModel } from "./model";
import { type RandomModelSpec, writeRandomModel } from "./oracle/random-model";
import { openRuntime } from "./runtime";

const folder = mkdtempSync(path.join(tmpdir(), "same-bits-"));
const identity = { model: "any", modelChecksum: "0".repeat(64), dictionarySets: [] };
const text =
  "When Mary and John went to the store, John gave a drink to Mary. Then Mary thanked him, and they walked home.";

afterAll(() => rmSync(folder, { recursive: true }));

/** Wider than what one stretch of a product adds up, where a share of the columns would decide on its length. */
const wide: RandomModelSpec = {
  ...{ seed: 3, layers: 2, heads: 3, dHead: 100, dMlp: 700, vocabularySize: 60, contextLength: 16 },
  ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "" },
  processing: { fold_value_biases: false, center_writing_weights: false },
  dictionaries: [0, 1].flatMap((layer) =>
    (["attn", "mlp", "resid"] as const).map((kind) => {
      return { kind, layer, dFeatures: 300, rule: "relu" as const, dtype: "F32" as const };
    }),
  ),
};

/** What `compute` gives of a model as JSON, on so many threads; typed arrays as their bytes. */
async function jsonOn<T>(threads: number, dir: string, compute: (model: LoadedModel) => Promise<T>) {
  const model = await openModel(dir, { runtime: await openRuntime({ provider: "cpu", threads }) });
  try {
    return JSON.stringify(await compute(model), (_, value: unknown) =>
      ArrayBuffer.isView(value)
        ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64")
        : value,
    );
  } finally {
    await model.close();
  }
}

/** Everything that a worker stores of a text. */
async function computeAll(model: LoadedModel, ids: readonly number[], target: TargetId, threshold: number) {
  const { features, predictions } = await model.run(ids);
  const all: Record<string, unknown> = { features, predictions };
  for (const mode of ["direct", "residual"] as const) {
    const circuit = await traceCircuit(model, ids, { identity, target, mode, threshold, maxNodes: 400 });
    all[mode] = circuit;
    const byHand = circuit.nodes.find(({ kind, expanded }) => kind === "attn" && expanded);
    const node = parseTargetId(byHand?.id ?? formatNodeId(target));
    all[`${mode} by hand`] = await expandNode(model, ids, mode, node);
    if (byHand) all[`${mode} heads`] = await headTable(model, ids, node);
    for (const held of [false, true]) {
      const freeze = { patterns: held, layerNorms: held, outputs: false };
      all[`${mode} check ${held}`] = await causalCheck(model, ids, circuit, { freeze, maxNodes: 40 });
    }
  }
  return all;
}

test("on one, two and four threads the bundled model's runs, circuits, expansions and causal checks are the same JSON", async () => {
  const on = (threads: number) =>
    jsonOn(threads, "models/storybook-4l", (model) => {
      const ids = model.tokenize(text).map(({ id }) => id);
      return computeAll(model, ids, { kind: "logit", index: 605, position: ids.length - 1 }, 0.002);
    });
  const one = await on(1);
  for (const threads of [2, 4]) expect((await on(threads)) === one, `${threads} threads`).toBe(true);
}, 120_000);

test("a wide model's are too, on four and eight threads", async () => {
  const dir = path.join(folder, "wide");
  writeRandomModel(dir, wide);
  const ids = Array.from({ length: wide.contextLength }, (_, i) => (7 * i + 3) % wide.vocabularySize);
  const target: TargetId = { kind: "logit", index: 5, position: ids.length - 1 };
  const on = (threads: number) => jsonOn(threads, dir, (model) => computeAll(model, ids, target, 0.001));
  const one = await on(1);
  for (const threads of [4, 8]) expect((await on(threads)) === one, `${threads} threads`).toBe(true);
}, 120_000);

test("so are the products of attribution, whichever side has more", async () => {
  const dir = path.join(folder, "products");
  writeRandomModel(dir, wide);
  const W = wide.heads * wide.dHead;
  const numbers = (...shape: number[]) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return { data: Float32Array.from({ length }, (_, i) => Math.sin(1.37 * i + length)), shape };
  };
  const shapes = [1, 4].flatMap((S) => [8, 45].flatMap((m) => [5, 40, 64].map((N) => ({ S, m, N }))));
  const on = (threads: number) =>
    jsonOn(threads, dir, async (model) => {
      const { products } = await stateOf(model, [1, 2, 3]);
      const all: Record<string, Float32Array> = {};
      for (const { S, m, N } of shapes)
        all[`${S} ${m} ${N}`] = await products.contract(numbers(S, m, W), numbers(N, 1, W), numbers(N, S, 1));
      const { parts } = await products.queryKey(0, "q", 0, numbers(45, W).data, 1.3);
      return { ...all, parts };
    });
  const one = await on(1);
  for (const threads of [2, 4, 8]) expect((await on(threads)) === one, `${threads} threads`).toBe(true);
});
