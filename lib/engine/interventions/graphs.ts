import { activate } from "../graph/gpt2";
import { OnnxGraph, type OnnxModel } from "../graph/onnx-graph";
import { centreRows, foldedOutBias, zeroedValueBias } from "../graph/processing";
import type { Gpt2Config } from "../weights/gpt2-config";
import type { Gpt2Layer, Gpt2Weights } from "../weights/gpt2-weights";
import type { Processing } from "../weights/manifest";
import { readTensor } from "../weights/safetensors";
import { layerNormInput } from "./norm-graph";

/**
 * A layer in three graphs, so that a pass can begin at any layer and position, change what stands between
 * them, and take LayerNorm's denominators from wherever it wants. B variants of one text, of each the rows
 * of n positions from the first that may have changed.
 */

/**
 * `x` (B, n, D), `sigma` (B, n, 1), and the unchanged keys and values in front, `k` and `v` (1, p, H K), to
 * `z` (B, n, H K). `mask` (n, p + n) is added to the scores.
 */
export function buildAttend(config: Gpt2Config, layer: Gpt2Layer, processing: Processing): OnnxModel {
  const { heads: H, dHead: K, dModel: D } = config;
  const graph = new OnnxGraph();
  const a = layerNormInput(graph, D, layer.ln1Weight, layer.ln1Bias);
  const prefixes = ["k", "v"].map((name) => graph.input(name, "F32", [1, "p", H * K]));
  const mask = graph.input("mask", "F32", ["n", "T"]);
  const bias = processing.fold_value_biases
    ? graph.floats(zeroedValueBias(readTensor(layer.qkvBias)), [3 * H * K])
    : graph.weight(layer.qkvBias);
  const parts = [graph.fresh(), graph.fresh(), graph.fresh()];
  const qkv = graph.op("Add", [graph.op("MatMul", [a, graph.weight(layer.qkvWeight)]), bias]);
  graph.ops("Split", [qkv], parts, { axis: 2, num_outputs: 3 });
  const [q = "", ...own] = parts;
  const batch = graph.op("Gather", [graph.op("Shape", [a]), graph.ints([0])]);
  const once = graph.op("Concat", [batch, graph.ints([1, 1])], { axis: 0 });
  const [k = "", v = ""] = own.map((rows, i) =>
    graph.op("Concat", [graph.op("Expand", [prefixes[i] ?? "", once]), rows], { axis: 1 }),
  );
  const scores = graph.op("MatMul", [
    byHead(graph, q, config, [0, 2, 1, 3]),
    byHead(graph, k, config, [0, 2, 3, 1]),
  ]);
  const scaled = graph.op("Add", [graph.op("Mul", [scores, graph.float(1 / Math.sqrt(K))]), mask]);
  const A = graph.op("Softmax", [scaled], { axis: -1 });
  mix(graph, A, v, config);
  return graph.finish();
}

/** As `buildAttend`, with the attention patterns given: `pattern` (1, H, n, p + n) in place of `k` and `mask`. */
export function buildMixValues(config: Gpt2Config, layer: Gpt2Layer, processing: Processing): OnnxModel {
  const { heads: H, dHead: K, dModel: D } = config;
  const graph = new OnnxGraph();
  const a = layerNormInput(graph, D, layer.ln1Weight, layer.ln1Bias);
  const prefix = graph.input("v", "F32", [1, "p", H * K]);
  const A = graph.input("pattern", "F32", [1, H, "n", "T"]);
  const slice = (tensor: string, axis: number) =>
    graph.op("Slice", [tensor, graph.ints([2 * D]), graph.ints([3 * D]), graph.ints([axis])]);
  const products = graph.op("MatMul", [a, slice(graph.weight(layer.qkvWeight), 1)]);
  const own = processing.fold_value_biases
    ? products
    : graph.op("Add", [products, slice(graph.weight(layer.qkvBias), 0)]);
  const batch = graph.op("Gather", [graph.op("Shape", [a]), graph.ints([0])]);
  const once = graph.op("Concat", [batch, graph.ints([1, 1])], { axis: 0 });
  const v = graph.op("Concat", [graph.op("Expand", [prefix, once]), own], { axis: 1 });
  mix(graph, A, v, config);
  return graph.finish();
}

/** `x` (R, D) and `z` (R, H K) to `mid` (R, D) = x + z W_O + b_O. */
export function buildProject(config: Gpt2Config, layer: Gpt2Layer, processing: Processing): OnnxModel {
  const { heads: H, dHead: K, dModel: D } = config;
  const graph = new OnnxGraph();
  const x = graph.input("x", "F32", ["R", D]);
  const z = graph.input("z", "F32", ["R", H * K]);
  const bias = processing.fold_value_biases
    ? graph.floats(
        foldedOutBias(readTensor(layer.qkvBias), readTensor(layer.outWeight), readTensor(layer.outBias)),
        [D],
      )
    : graph.weight(layer.outBias);
  const out = graph.op("Gemm", [z, graph.weight(layer.outWeight), bias]);
  graph.op("Add", [x, processing.center_writing_weights ? centreRows(graph, out) : out], {}, "mid");
  graph.output("mid", "F32", ["R", D]);
  return graph.finish();
}

/** `x` (B, n, D), the stream after attention, and `sigma` (B, n, 1) to `out` (B, n, D), the MLP's output. */
export function buildMlp(config: Gpt2Config, layer: Gpt2Layer, processing: Processing): OnnxModel {
  const { dModel: D } = config;
  const graph = new OnnxGraph();
  const m = layerNormInput(graph, D, layer.ln2Weight, layer.ln2Bias);
  const rows = graph.op("Reshape", [m, graph.ints([-1, D])]);
  const wide = graph.op("Gemm", [rows, graph.weight(layer.mlpInWeight), graph.weight(layer.mlpInBias)]);
  const hidden = activate(graph, config.activation, wide);
  const out = graph.op("Gemm", [hidden, graph.weight(layer.mlpOutWeight), graph.weight(layer.mlpOutBias)]);
  graph.op("Identity", [processing.center_writing_weights ? centreRows(graph, out) : out], {}, "out");
  graph.output("out", "F32", ["R", D]);
  return graph.finish();
}

/** `x` (1, N, D), the last residual stream, and `sigma` (1, N, 1) to `logits` (1, N, V). */
export function buildLogits({ dModel: D, vocabularySize: V }: Gpt2Config, weights: Gpt2Weights): OnnxModel {
  const graph = new OnnxGraph();
  const final = layerNormInput(graph, D, weights.finalWeight, weights.finalBias);
  const rows = graph.op("Reshape", [final, graph.ints([-1, D])]);
  graph.op("Gemm", [rows, graph.weight(weights.unembedding)], { transB: 1 }, "logits");
  graph.output("logits", "F32", ["N", V]);
  return graph.finish();
}

/** (B, T, H K) to (B, H, T, K), or (B, H, K, T) for keys. */
function byHead(graph: OnnxGraph, rows: string, { heads: H, dHead: K }: Gpt2Config, perm: readonly number[]) {
  return graph.op("Transpose", [graph.op("Reshape", [rows, graph.ints([0, 0, H, K])])], { perm });
}

function mix(graph: OnnxGraph, A: string, v: string, config: Gpt2Config): void {
  const { heads: H, dHead: K } = config;
  const mixed = graph.op("MatMul", [A, byHead(graph, v, config, [0, 2, 1, 3])]);
  const rows = graph.op("Transpose", [mixed], { perm: [0, 2, 1, 3] });
  graph.op("Reshape", [rows, graph.ints([0, 0, H * K])], {}, "z");
  graph.output("z", "F32", ["B", "n", H * K]);
}
