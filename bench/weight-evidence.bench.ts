import type { Dictionary } from "@/lib/engine/dictionaries/dictionary";
import { measureQuality } from "@/lib/engine/evidence/quality";
import { readWeightEvidence } from "@/lib/engine/evidence/weight-evidence";
import { OnnxGraph, type OnnxModel } from "@/lib/engine/graph/onnx-graph";
import { type LoadedModel, openModel } from "@/lib/engine/model";
import { openRuntime } from "@/lib/engine/runtime";
import type { WeightTensor } from "@/lib/engine/weights/safetensors";
import { env } from "@/lib/env";
import { gpt2Small, gpt2SmallFolder, makeCheckpoint, randomTokens } from "./make-checkpoint";
import { report } from "./measure";

/*
 * What is read off weights (logits, neighbours) beside the bare products of the same sizes, and how fast and in how much
 * memory dictionaries are measured on windows of 128 tokens. At
 * GPT-2 small's shape, of one block of features and two windows.
 */
const block = 2048;
const runtime = await openRuntime({ provider: env().ENGINE_PROVIDER, threads: env().ENGINE_THREADS });

await benchBundled();
await benchGpt2Small();

async function benchBundled(): Promise<void> {
  const model = await openModel("models/storybook-4l", { runtime });
  let [took, bare, features] = [0, 0, 0];
  for (const dictionary of model.dictionaries) {
    took += await time(() => readAll(model, dictionary, dictionary.dFeatures));
    bare += await bareProducts(model, dictionary, dictionary.dFeatures);
    features += dictionary.dFeatures;
  }
  reportWeights(`bundled model, ${features} features`, features, took, bare);
  await benchQuality("bundled model", model, 20);
  await model.close();
}

async function benchGpt2Small(): Promise<void> {
  const model = await openModel(await makeCheckpoint(gpt2SmallFolder(), gpt2Small), { runtime });
  const dictionary = model.dictionaries.find(({ kind, layer }) => kind === "attn" && layer === 5);
  if (!dictionary) throw new Error("the checkpoint has no attn dictionary at layer 5");
  const took = await time(() => readAll(model, dictionary, block));
  const bare = await bareProducts(model, dictionary, block);
  reportWeights(`GPT-2 small's shape, ${block} features of attn.5`, block, took, bare);
  await benchQuality("GPT-2 small's shape", model, 2);
  await model.close();
}

function reportWeights(what: string, features: number, took: number, bare: number): void {
  report(`${what}: logits, heads, neighbours`, took, "ms");
  report("  features a second", (1000 * features) / took, "");
  report("  ratio to the bare products of the same sizes", took / bare, "");
}

async function benchQuality(what: string, model: LoadedModel, windows: number): Promise<void> {
  const length = 128;
  const texts = Array.from({ length: windows }, (_, i) =>
    randomTokens(length, model.config.vocabularySize).map((id) => (id + i) % model.config.vocabularySize),
  );
  const rss: number[] = [];
  const took = await time(() =>
    measureQuality(model, texts, { onWindow: () => rss.push(process.memoryUsage().rss / 1e6) }),
  );
  report(
    `${what}: ${model.dictionaries.length} dictionaries measured on a window of ${length}`,
    took / windows,
    "ms",
  );
  report("  tokens a second", (1000 * windows * length) / took, "");
  report(
    "  resident after the first half of the windows",
    rss[Math.floor(windows / 2) - 1] ?? Number.NaN,
    "MB",
  );
  report("  resident after all", rss.at(-1) ?? Number.NaN, "MB");
}

async function readAll(model: LoadedModel, dictionary: Dictionary, to: number): Promise<void> {
  let read = 0;
  for await (const { index } of readWeightEvidence(model, dictionary, { to })) read = index + 1;
  if (read !== to) throw new Error(`${read} of ${to} features were read`);
}

/** Directions by W_U, and by those of every dictionary that they are compared with, in the blocks they are read in. */
async function bareProducts(model: LoadedModel, dictionary: Dictionary, features: number): Promise<number> {
  const { dModel: D, vocabularySize: V } = model.config;
  const compared = model.dictionaries.filter(({ kind, layer }) =>
    kind === dictionary.kind ? Math.abs(layer - dictionary.layer) <= 1 : layer === dictionary.layer,
  );
  const logits = await runtime.open(logitProduct(model.weights.unembedding));
  const cosines = await runtime.open(pairProduct(D));
  const rows = (count: number) => ({ data: new Float32Array(count * D).fill(0.5), shape: [count, D] });
  const logitRows = Math.floor((16 * 1024 * 1024) / (4 * V));
  const took = await time(async () => {
    for (let start = 0; start < features; start += logitRows)
      await logits.run({ x: rows(Math.min(logitRows, features - start)) }, ["y"]);
    for (let start = 0; start < features; start += block) {
      const queries = rows(Math.min(block, features - start));
      for (const { dFeatures } of compared)
        for (let first = 0; first < dFeatures; first += block)
          await cosines.run({ x: queries, other: rows(Math.min(block, dFeatures - first)) }, ["y"]);
    }
  });
  await logits.close();
  await cosines.close();
  return took;
}

function logitProduct(unembedding: WeightTensor): OnnxModel {
  const graph = new OnnxGraph();
  const x = graph.input("x", "F32", ["N", unembedding.shape[1] ?? 0]);
  return putOutOne(graph, graph.op("Gemm", [x, graph.weight(unembedding)], { transB: 1 }));
}

function pairProduct(D: number): OnnxModel {
  const graph = new OnnxGraph();
  const x = graph.input("x", "F32", ["N", D]);
  const other = graph.op("Transpose", [graph.input("other", "F32", ["M", D])], { perm: [1, 0] });
  return putOutOne(graph, graph.op("MatMul", [x, other]));
}

/** One number leaves the graph, so that no copy is timed. */
function putOutOne(graph: OnnxGraph, matrix: string): OnnxModel {
  graph.op("Slice", [matrix, graph.ints([0, 0]), graph.ints([1, 1]), graph.ints([0, 1])], {}, "y");
  graph.output("y", "F32", [1, 1]);
  return graph.finish();
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
