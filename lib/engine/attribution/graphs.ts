import type { Dictionary } from "../dictionaries/dictionary";
import { OnnxGraph, type OnnxModel } from "../graph/onnx-graph";
import { centreRows } from "../graph/processing";
import type { Gpt2Config } from "../weights/gpt2-config";
import type { Gpt2Layer } from "../weights/gpt2-weights";
import type { Processing } from "../weights/manifest";
import type { WeightTensor } from "../weights/safetensors";

/**
 * The products of attribution.md section 2, a graph each, since a run computes every output of its graph.
 * Only the rows and columns of features that matter are read from a dictionary: its weights stay mapped.
 */

/** `ids` (N) to `rows` (N, width): rows of a `table` (any, width). */
export function buildRows(table: WeightTensor, width: number): OnnxModel {
  const graph = new OnnxGraph();
  const ids = graph.input("ids", "I64", ["N"]);
  graph.outputAs("rows", graph.lookUp(table, ids), "F32", ["N", width]);
  return graph.finish();
}

/** `ids` (N) to `columns` (N, dIn): each feature's column of W_enc. */
export function buildEncoderColumns({ W_enc, dIn }: Dictionary): OnnxModel {
  const graph = new OnnxGraph();
  const ids = graph.input("ids", "I64", ["N"]);
  graph.op("Transpose", [graph.lookUp(W_enc, ids, 1)], { perm: [1, 0] }, "columns");
  graph.output("columns", "F32", ["N", dIn]);
  return graph.finish();
}

/**
 * `ids` (S, m) and `f` (S, 1, m) to `rows` (S, m, dOut), the features' rows of W_dec, and
 * `reconstruction` (S, 1, dOut) = f W_dec, without b_dec.
 */
export function buildDecoderRows({ W_dec, dOut }: Dictionary): OnnxModel {
  const graph = new OnnxGraph();
  const ids = graph.input("ids", "I64", ["S", "m"]);
  const f = graph.input("f", "F32", ["S", 1, "m"]);
  const rows = graph.outputAs("rows", graph.lookUp(W_dec, ids), "F32", ["S", "m", dOut]);
  graph.op("MatMul", [f, rows], {}, "reconstruction");
  graph.output("reconstruction", "F32", ["S", 1, dOut]);
  return graph.finish();
}

/** `w` (N, H K), columns of an attention encoder, to `basis` (N, H, D) = C(gamma1 * (W_V^h w_h)). */
export function buildValueRead({ dModel: D, heads: H, dHead: K }: Gpt2Config, layer: Gpt2Layer): OnnxModel {
  const graph = new OnnxGraph();
  const w = graph.input("w", "F32", ["N", H * K]);
  const slice = [graph.ints([2 * D]), graph.ints([3 * D]), graph.ints([1])];
  const values = graph.op("Slice", [graph.weight(layer.qkvWeight), ...slice]); // (D, H K)
  const byHead = graph.op("Transpose", [graph.op("Reshape", [values, graph.ints([D, H, K])])], {
    perm: [1, 2, 0],
  }); // (H, K, D)
  const heads = graph.op("Transpose", [graph.op("Reshape", [w, graph.ints([-1, H, K])])], {
    perm: [1, 0, 2],
  });
  const reads = graph.op("Transpose", [graph.op("MatMul", [heads, byHead])], { perm: [1, 0, 2] }); // (N, H, D)
  const scaled = graph.op("Mul", [reads, graph.weight(layer.ln1Weight)]);
  graph.op("Identity", [centreRows(graph, scaled)], {}, "basis");
  graph.output("basis", "F32", ["N", H, D]);
  return graph.finish();
}

/** `r` (B, D) to `rz` (B, H K) = r W_O^T: how a read of the stream reads the layer's z. */
export function buildOutRead(
  { dModel: D, heads: H, dHead: K }: Gpt2Config,
  layer: Gpt2Layer,
  processing: Processing,
): OnnxModel {
  const graph = new OnnxGraph();
  const r = graph.input("r", "F32", ["B", D]);
  // A centred W_O is W_O C, and r (W_O C)^T = C(r) W_O^T.
  const centred = processing.center_writing_weights ? centreRows(graph, r) : r;
  graph.op("Gemm", [centred, graph.weight(layer.outWeight)], { transB: 1 }, "rz");
  graph.output("rz", "F32", ["B", H * K]);
  return graph.finish();
}

/**
 * `rows` (S, m, W), what nodes write at S positions; `basis` (N, H, W) and `coefficients` (N, S, H), of
 * which target n reads r_s = sum_h coefficients[n, s, h] basis[n, h]. To `products` (S, m, N) = row . r_s.
 */
export function buildContraction(): OnnxModel {
  const graph = new OnnxGraph();
  const rows = graph.input("rows", "F32", ["S", "m", "W"]);
  const basis = graph.input("basis", "F32", ["N", "H", "W"]);
  const coefficients = graph.input("coefficients", "F32", ["N", "S", "H"]);
  const reads = graph.op("MatMul", [coefficients, basis]); // (N, S, W)
  graph.op("MatMul", [rows, graph.op("Transpose", [reads], { perm: [1, 2, 0] })], {}, "products");
  graph.output("products", "F32", ["S", "m", "N"]);
  return graph.finish();
}

/**
 * One head's queries or keys of what stands in the stream: `rows` (m, D) and `sigma` () to `parts` (m, K)
 * = C(rows) * gamma1 / sigma times the columns `ids` (K) of W_QKV, and `constant` (K) = beta1 W + b.
 */
export function buildQueryKey({ dModel: D, dHead: K }: Gpt2Config, layer: Gpt2Layer): OnnxModel {
  const graph = new OnnxGraph();
  const rows = graph.input("rows", "F32", ["m", D]);
  const sigma = graph.input("sigma", "F32", []);
  const ids = graph.input("ids", "I64", [K]);
  const W = graph.lookUp(layer.qkvWeight, ids, 1); // (D, K)
  const scaled = graph.op("Mul", [centreRows(graph, rows), graph.weight(layer.ln1Weight)]);
  graph.op("MatMul", [graph.op("Div", [scaled, sigma]), W], {}, "parts");
  const beta = graph.op("MatMul", [graph.weight(layer.ln1Bias), W]);
  graph.op("Add", [beta, graph.lookUp(layer.qkvBias, ids)], {}, "constant");
  graph.output("parts", "F32", ["m", K]);
  graph.output("constant", "F32", [K]);
  return graph.finish();
}
