import type { LayerWeights, Linear, ModelConfig, Norm } from "../architectures/architecture";
import type { Dictionary, SkipMap } from "../dictionaries/dictionary";
import { forEveryHead } from "../graph/attention";
import { columnMatrix, lookUpColumns } from "../graph/linear";
import { normInput } from "../graph/norm";
import { OnnxGraph, type OnnxModel } from "../graph/onnx-graph";
import { written } from "../graph/processing";
import type { Processing } from "../weights/manifest";
import { readTensor, type WeightTensor } from "../weights/safetensors";

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

/** `x` (n, dIn), what a skip transcoder's site holds, to `skip` (n, dOut): what its map adds, after the norm it reads behind. */
export function buildSkip({ dIn, dOut, readsAfter }: Dictionary, { W, turned }: SkipMap): OnnxModel {
  const graph = new OnnxGraph();
  let x = graph.input("x", "F32", ["n", dIn]);
  // Numbers of the model's own files, while the map lies in the dictionary's.
  if (readsAfter) {
    x = graph.op("Mul", [x, graph.floats(readTensor(readsAfter.gamma), [dIn])]);
    if (readsAfter.beta) x = graph.op("Add", [x, graph.floats(readTensor(readsAfter.beta), [dIn])]);
  }
  graph.op("Gemm", [x, graph.weight(W)], turned ? { transB: 1 } : {}, "skip");
  graph.output("skip", "F32", ["n", dOut]);
  return graph.finish();
}

/** `w` (N, H K), columns of an attention encoder, to `basis` (N, H, D) = C(gamma1 * (W_V^h w_h)), C by LayerNorm only; W_V^h is that of the head of values which h reads. */
export function buildValueRead(config: ModelConfig, layer: LayerWeights): OnnxModel {
  const { dModel: D, heads: H, keyHeads: G, dHead: K } = config;
  const graph = new OnnxGraph();
  const w = graph.input("w", "F32", ["N", H * K]);
  const values = columnMatrix(graph, layer.v, { heads: G, dHead: K }); // (D, G K)
  const byKeyHead = graph.op("Transpose", [graph.op("Reshape", [values, graph.ints([D, G, K])])], {
    perm: [1, 2, 0],
  }); // (G, K, D)
  const byHead = forEveryHead(graph, byKeyHead, config, 0); // (H, K, D)
  const heads = graph.op("Transpose", [graph.op("Reshape", [w, graph.ints([-1, H, K])])], {
    perm: [1, 0, 2],
  });
  const reads = graph.op("Transpose", [graph.op("MatMul", [heads, byHead])], { perm: [1, 0, 2] }); // (N, H, D)
  const scaled = graph.op("Mul", [reads, graph.weight(layer.norm1.gamma)]);
  graph.op("Identity", [normInput(graph, scaled, config.norm)], {}, "basis");
  graph.output("basis", "F32", ["N", H, D]);
  return graph.finish();
}

/** `r` (B, D) to `rz` (B, H K) = r W_O^T: how a read of the stream reads the layer's z. */
export function buildOutRead(
  { dModel: D, heads: H, dHead: K }: ModelConfig,
  { out }: LayerWeights,
  processing: Processing,
): OnnxModel {
  const graph = new OnnxGraph();
  const r = graph.input("r", "F32", ["B", D]);
  // A centred W_O is W_O C, and r (W_O C)^T = C(r) W_O^T.
  const centred = written(graph, r, processing);
  graph.op("Gemm", [centred, graph.weight(out.weight)], out.transposed ? {} : { transB: 1 }, "rz");
  graph.output("rz", "F32", ["B", H * K]);
  return graph.finish();
}

/**
 * `rows` (S, m, W), what nodes write at S positions; `basis` (N, H, W) and `coefficients` (N, S, H), of
 * which target n reads r_s = sum_h coefficients[n, s, h] basis[n, h]. To `products` (S, m, N) = row . r_s. Whichever are
 * more, nodes or targets, are the rows of the product, since those may be shared out among threads (../threads.ts).
 */
export function buildContraction(moreTargets: boolean): OnnxModel {
  const graph = new OnnxGraph();
  const rows = graph.input("rows", "F32", ["S", "m", "W"]);
  const basis = graph.input("basis", "F32", ["N", "H", "W"]);
  const coefficients = graph.input("coefficients", "F32", ["N", "S", "H"]);
  const reads = graph.op("MatMul", [coefficients, basis]); // (N, S, W)
  if (moreTargets) {
    const byPosition = graph.op("Transpose", [reads], { perm: [1, 0, 2] }); // (S, N, W)
    const columns = graph.op("Transpose", [rows], { perm: [0, 2, 1] }); // (S, W, m)
    const turned = graph.op("MatMul", [byPosition, columns]); // (S, N, m)
    graph.op("Transpose", [turned], { perm: [0, 2, 1] }, "products");
  } else {
    graph.op("MatMul", [rows, graph.op("Transpose", [reads], { perm: [1, 2, 0] })], {}, "products");
  }
  graph.output("products", "F32", ["S", "m", "N"]);
  return graph.finish();
}

/**
 * One head's queries or keys of what stands in the stream: `rows` (m, D) and `sigma` () to `parts` (m, K)
 * = C(rows) * gamma1 / sigma times the columns `ids` (K) of `map`, and `constant` (K) = beta1 W + b. C by LayerNorm only.
 */
export function buildQueryKey(
  { dModel: D, dHead: K, norm }: ModelConfig,
  { gamma, beta }: Norm,
  map: Linear,
): OnnxModel {
  const graph = new OnnxGraph();
  const rows = graph.input("rows", "F32", ["m", D]);
  const sigma = graph.input("sigma", "F32", []);
  const { W, bias } = lookUpColumns(graph, map, graph.input("ids", "I64", [K])); // (D, K), (K)
  const scaled = graph.op("Mul", [normInput(graph, rows, norm), graph.weight(gamma)]);
  graph.op("MatMul", [graph.op("Div", [scaled, sigma]), W], {}, "parts");
  const none = graph.floats(new Float32Array(K), [K]);
  const shift = beta ? graph.op("MatMul", [graph.weight(beta), W]) : none;
  graph.op("Add", [shift, bias ?? none], {}, "constant");
  graph.output("parts", "F32", ["m", K]);
  graph.output("constant", "F32", [K]);
  return graph.finish();
}
