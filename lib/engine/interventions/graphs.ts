import {
  type LayerWeights,
  type ModelConfig,
  type ModelWeights,
  type Norm,
  scoreScale,
} from "../architectures/architecture";
import {
  attentionOut,
  attentionPattern,
  mixValues,
  projectHeads,
  projectValues,
  rotate,
  rotationInputs,
} from "../graph/attention";
import { unembed } from "../graph/head";
import { linearOfBatch } from "../graph/linear";
import { mlp } from "../graph/mlp";
import { normInput, scaleAndShift } from "../graph/norm";
import { OnnxGraph, type OnnxModel } from "../graph/onnx-graph";
import type { Processing } from "../weights/manifest";

/**
 * A layer in three graphs, of the parts the forward pass is made of, so that a pass can begin at any layer and position,
 * change what stands between them, and take the norms' denominators from wherever it wants. B variants of one text, of
 * each the rows of n positions from the first that may have changed.
 */

/**
 * `x` (B, n, D), `sigma` (B, n, 1), and the unchanged keys and values of layer `l` in front, `k` and `v` (1, p, G K), to
 * `z` (B, n, H K). `mask` (n, p + n) is added to the scores. With rotary positions, `cos` and `sin` (n, 1, R) turn the rows'
 * own queries and keys; the keys in front are turned already. `patched`: of the rows' own queries, keys and values, before they
 * are turned, each is `keep` times what it is and `put` (`keep_q`, `put_q`, ..., of their shapes).
 */
export function buildAttend(
  config: ModelConfig,
  layer: LayerWeights,
  l: number,
  processing: Processing,
  { patched = false } = {},
): OnnxModel {
  const { heads: H, keyHeads: G, dHead: K } = config;
  const graph = new OnnxGraph();
  const a = normOfInputs(graph, config, layer.norm1);
  const mask = graph.input("mask", "F32", ["n", "T"]);
  const how = { product: linearOfBatch, axis: 2 };
  const found = projectHeads(graph, a, layer, config, processing, how);
  const own = patched
    ? {
        q: putIn(graph, "q", found.q, H * K),
        k: putIn(graph, "k", found.k, G * K),
        v: putIn(graph, "v", found.v, G * K),
      }
    : found;
  const rotation = rotationInputs(graph, config, "n");
  const heads = split(graph, config);
  const turned = (rows: string, count: number) =>
    rotation
      ? rotate(
          graph,
          rows,
          rotation,
          { split: heads, joined: graph.ints([0, 0, count * K]), heads: count },
          config,
        )
      : rows;
  const k = behindPrefix(graph, "k", turned(own.k, G), config);
  const v = behindPrefix(graph, "v", own.v, config);
  const q = turned(own.q, H);
  const A = attentionPattern(graph, { q, k }, heads, { mask, scale: scoreScale(config, l) }, config);
  putOutMixed(graph, A, v, config);
  return graph.finish();
}

/** `rows` (B, n, width) times `keep_NAME`, and `put_NAME` (B, n, width). */
function putIn(graph: OnnxGraph, name: "q" | "k" | "v", rows: string, width: number): string {
  const [keep, put] = ["keep", "put"].map((what) => graph.input(`${what}_${name}`, "F32", ["B", "n", width]));
  return graph.op("Add", [graph.op("Mul", [rows, keep ?? ""]), put ?? ""]);
}

/** As `buildAttend`, with the attention patterns given: `pattern` (1, H, n, p + n) in place of `k` and `mask`. */
export function buildMixValues(
  config: ModelConfig,
  layer: LayerWeights,
  processing: Processing,
  { patched = false } = {},
): OnnxModel {
  const { heads: H, keyHeads: G, dHead: K } = config;
  const graph = new OnnxGraph();
  const a = normOfInputs(graph, config, layer.norm1);
  const A = graph.input("pattern", "F32", [1, H, "n", "T"]);
  const found = projectValues(graph, a, layer, config, processing);
  const own = patched ? putIn(graph, "v", found, G * K) : found;
  putOutMixed(graph, A, behindPrefix(graph, "v", own, config), config);
  return graph.finish();
}

/** `z` (R, H K) to `out` (R, D) = z W_O + b_O. */
export function buildProject(config: ModelConfig, layer: LayerWeights, processing: Processing): OnnxModel {
  const { heads: H, dHead: K, dModel: D } = config;
  const graph = new OnnxGraph();
  const z = graph.input("z", "F32", ["R", H * K]);
  graph.outputAs("out", attentionOut(graph, z, layer, config, processing), "F32", ["R", D]);
  return graph.finish();
}

/** `x` (B, n, D), the stream that the MLP reads, and `sigma` (B, n, 1) to `out` (B n, D), the MLP's output. */
export function buildMlp(config: ModelConfig, layer: LayerWeights, processing: Processing): OnnxModel {
  const { dModel: D } = config;
  const graph = new OnnxGraph();
  const m = normOfInputs(graph, config, layer.norm2);
  const rows = graph.op("Reshape", [m, graph.ints([-1, D])]);
  graph.outputAs("out", mlp(graph, rows, layer, config, processing), "F32", ["R", D]);
  return graph.finish();
}

/** `x` (1, N, D), the last residual stream, and `sigma` (1, N, 1) to `logits` (N, V). */
export function buildLogits(config: ModelConfig, weights: ModelWeights): OnnxModel {
  const graph = new OnnxGraph();
  const rows = graph.op("Reshape", [normalizedInputs(graph, config), graph.ints([-1, config.dModel])]);
  unembed(graph, rows, config, weights);
  return graph.finish();
}

/** Inputs `x` (B, n, D) and `sigma` (B, n, 1), and the norm of x with that denominator. */
function normOfInputs(graph: OnnxGraph, config: ModelConfig, weights: Norm): string {
  return scaleAndShift(graph, normalizedInputs(graph, config), weights);
}

function normalizedInputs(graph: OnnxGraph, { dModel: D, norm }: ModelConfig): string {
  const x = graph.input("x", "F32", ["B", "n", D]);
  const sigma = graph.input("sigma", "F32", ["B", "n", 1]);
  return graph.op("Div", [normInput(graph, x, norm), sigma]);
}

/** The input `name` (1, p, G K), the same for every variant, and behind it `own` (B, n, G K). */
function behindPrefix(
  graph: OnnxGraph,
  name: string,
  own: string,
  { keyHeads: G, dHead: K }: ModelConfig,
): string {
  const prefix = graph.input(name, "F32", [1, "p", G * K]);
  const batch = graph.op("Gather", [graph.op("Shape", [own]), graph.ints([0])]);
  const once = graph.op("Concat", [batch, graph.ints([1, 1])], { axis: 0 });
  return graph.op("Concat", [graph.op("Expand", [prefix, once]), own], { axis: 1 });
}

/** (B, T, heads K) to (B, T, heads, K), as Reshape takes it: 0 keeps a size. */
function split(graph: OnnxGraph, { dHead: K }: ModelConfig): (heads: number) => string {
  return (heads) => graph.ints([0, 0, heads, K]);
}

function putOutMixed(graph: OnnxGraph, A: string, v: string, config: ModelConfig): void {
  const width = config.heads * config.dHead;
  mixValues(graph, A, v, { split: split(graph, config), joined: graph.ints([0, 0, width]) }, config, "z");
  graph.output("z", "F32", ["B", "n", width]);
}
