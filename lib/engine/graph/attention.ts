import type { LayerWeights, ModelConfig } from "../architectures/architecture";
import { EngineError } from "../errors";
import type { Processing } from "../weights/manifest";
import { linear, ownBias, type Product, projectOfBatch } from "./linear";
import type { OnnxGraph } from "./onnx-graph";
import { foldedOutBias, leftValueBias, written } from "./processing";

/** Queries, keys and values, each (..., H K), of normalised rows (..., D); `axis` is that of their numbers. */
export function projectHeads(
  graph: OnnxGraph,
  rows: string,
  layer: LayerWeights,
  { heads: H, dHead: K }: ModelConfig,
  processing: Processing,
  { product, axis }: { product: Product; axis: number },
): { q: string; k: string; v: string } {
  const { q, k, v } = layer;
  checkHeadColumns({ q, k, v }, H * K);
  const valueBias = biasOfValues(graph, layer, H * K, processing);
  if (q.of !== v.of || k.of !== v.of) {
    const of = (columns: typeof q) => product(graph, rows, columns.of, ownBias(graph, columns.of));
    return { q: of(q), k: of(k), v: product(graph, rows, v.of, valueBias) };
  }
  const parts = { q: graph.fresh(), k: graph.fresh(), v: graph.fresh() };
  graph.ops("Split", [product(graph, rows, v.of, valueBias)], Object.values(parts), { axis, num_outputs: 3 });
  return parts;
}

/** The bias of the map that gives the values, less what is folded out of them. */
function biasOfValues(graph: OnnxGraph, layer: LayerWeights, width: number, processing: Processing) {
  if (!processing.fold_value_biases) return ownBias(graph, layer.v.of);
  const left = leftValueBias(layer, width, processing);
  return left && graph.floats(left, [left.length]);
}

/** Values alone, (B, n, H K), of normalised rows (B, n, D). */
export function projectValues(
  graph: OnnxGraph,
  rows: string,
  layer: LayerWeights,
  { heads: H, dHead: K }: ModelConfig,
  processing: Processing,
): string {
  return projectOfBatch(graph, rows, layer.v, H * K, biasOfValues(graph, layer, H * K, processing));
}

/**
 * Refuses what `projectHeads` does not project: one fused map has q, k and v in this order, each `width` wide, and maps
 * apart are used whole. Throws `EngineError` "unsupported".
 */
export function checkHeadColumns(
  { q, k, v }: Record<"q" | "k" | "v", { of: object; first: number }>,
  width: number,
): void {
  const isFused = q.of === k.of && k.of === v.of;
  const isApart = q.of !== k.of && k.of !== v.of && q.of !== v.of;
  const expected = isFused ? [0, width, 2 * width] : [0, 0, 0];
  if ((isFused || isApart) && [q, k, v].every(({ first }, i) => first === expected[i])) return;
  throw new EngineError(
    "unsupported",
    "Queries, keys and values are read from one map in this order, or from three maps.",
  );
}

/** A, (batch, H, n, T): softmax of the scores. `mask` is added to them; `split` is the shape (batch, T, H, K). */
export function attentionPattern(
  graph: OnnxGraph,
  { q, k }: { q: string; k: string },
  split: string,
  mask: string,
  { dHead: K }: ModelConfig,
): string {
  const products = graph.op("MatMul", [
    byHead(graph, q, split, [0, 2, 1, 3]),
    byHead(graph, k, split, [0, 2, 3, 1]),
  ]);
  const scores = graph.op("Add", [graph.op("Mul", [products, graph.float(1 / Math.sqrt(K))]), mask]);
  return graph.op("Softmax", [scores], { axis: -1 });
}

/** z: the values mixed as `A` says, heads side by side again in the shape `joined`. */
export function mixValues(
  graph: OnnxGraph,
  A: string,
  v: string,
  split: string,
  joined: string,
  name?: string,
): string {
  const mixed = graph.op("MatMul", [A, byHead(graph, v, split, [0, 2, 1, 3])]);
  return graph.op("Reshape", [graph.op("Transpose", [mixed], { perm: [0, 2, 1, 3] }), joined], {}, name);
}

/** What attention writes, (N, D), of `z` (N, H K). */
export function attentionOut(
  graph: OnnxGraph,
  z: string,
  layer: LayerWeights,
  { dModel: D }: ModelConfig,
  processing: Processing,
): string {
  const folded = processing.fold_value_biases ? foldedOutBias(layer, D, processing) : undefined;
  const bias = folded ? graph.floats(folded, [D]) : ownBias(graph, layer.out);
  return written(graph, linear(graph, z, layer.out, bias), processing);
}

/** (batch, T, H K) to (batch, H, T, K), or (batch, H, K, T) for the keys. */
function byHead(graph: OnnxGraph, rows: string, split: string, perm: readonly number[]): string {
  return graph.op("Transpose", [graph.op("Reshape", [rows, split])], { perm });
}
