import {
  type HeadColumns,
  keyHeadOf,
  type LayerWeights,
  type ModelConfig,
} from "../architectures/architecture";
import { EngineError } from "../errors";
import type { Processing } from "../weights/manifest";
import { linear, ownBias, type Product, projectOfBatch } from "./linear";
import type { OnnxGraph } from "./onnx-graph";
import { foldedOutBias, leftValueBias, written } from "./processing";

/** Queries (..., H K), keys and values (..., G K), of normalised rows (..., D); `axis` is that of their numbers. */
export function projectHeads(
  graph: OnnxGraph,
  rows: string,
  layer: LayerWeights,
  config: ModelConfig,
  processing: Processing,
  { product, axis }: { product: Product; axis: number },
): { q: string; k: string; v: string } {
  const { q, k, v } = layer;
  checkHeadColumns({ q, k, v }, config);
  const valueBias = biasOfValues(graph, layer, config, processing);
  if (q.of !== v.of || k.of !== v.of) {
    const of = (columns: typeof q) => product(graph, rows, columns.of, ownBias(graph, columns.of));
    return { q: of(q), k: of(k), v: product(graph, rows, v.of, valueBias) };
  }
  const all = product(graph, rows, v.of, valueBias);
  const parts = { q: graph.fresh(), k: graph.fresh(), v: graph.fresh() };
  const { heads: H, dHead: K } = config;
  if (q.stride === K) {
    graph.ops("Split", [all], Object.values(parts), { axis, num_outputs: 3 });
    return parts;
  }
  // Head after head, of each its query, key and value.
  const kept = Array.from({ length: axis }, () => (axis === 1 ? -1 : 0));
  const byHead = graph.op("Reshape", [all, graph.ints([...kept, H, 3 * K])]);
  graph.ops("Split", [byHead], Object.values(parts), { axis: axis + 1, num_outputs: 3 });
  const joined = (part: string) => graph.op("Reshape", [part, graph.ints([...kept, H * K])]);
  return { q: joined(parts.q), k: joined(parts.k), v: joined(parts.v) };
}

/** The bias of the map that gives the values, less what is folded out of them. */
function biasOfValues(graph: OnnxGraph, layer: LayerWeights, config: ModelConfig, processing: Processing) {
  if (!processing.fold_value_biases) return ownBias(graph, layer.v.of);
  const left = leftValueBias(layer, config, processing);
  return left && graph.floats(left, [left.length]);
}

/** Values alone, (B, n, G K), of normalised rows (B, n, D). */
export function projectValues(
  graph: OnnxGraph,
  rows: string,
  layer: LayerWeights,
  config: ModelConfig,
  processing: Processing,
): string {
  const sizes = { heads: config.keyHeads, dHead: config.dHead };
  return projectOfBatch(graph, rows, layer.v, sizes, biasOfValues(graph, layer, config, processing));
}

type ColumnsOf = Pick<HeadColumns, "first" | "stride"> & { of: object };

/**
 * Refuses what `projectHeads` does not project: one fused map has q, k and v in this order, of all heads or head after head,
 * and maps apart are used whole. Throws `EngineError` "unsupported".
 */
export function checkHeadColumns(
  { q, k, v }: Record<"q" | "k" | "v", ColumnsOf>,
  { heads: H, keyHeads: G, dHead: K }: Pick<ModelConfig, "heads" | "keyHeads" | "dHead">,
): void {
  const isFused = q.of === k.of && k.of === v.of && H === G;
  const isApart = q.of !== k.of && k.of !== v.of && q.of !== v.of;
  const isAt = (firsts: readonly number[], stride: number) =>
    [q, k, v].every((columns, i) => columns.first === firsts[i] && columns.stride === stride);
  if (isFused && (isAt([0, H * K, 2 * H * K], K) || isAt([0, K, 2 * K], 3 * K))) return;
  if (isApart && isAt([0, 0, 0], K)) return;
  throw new EngineError(
    "unsupported",
    "Queries, keys and values are read from one map in this order, or from three maps.",
  );
}

/** Gives the shape (batch, T, heads, K) of rows that hold so many heads. */
export type SplitHeads = (heads: number) => string;

/** Cosines and sines of rotary positions, (T, 1, R) each. */
export interface Rotation {
  cos: string;
  sin: string;
}

/** Inputs `cos` and `sin`, by which queries and keys are turned; none where positions are embedded. */
export function rotationInputs(graph: OnnxGraph, { rotary }: ModelConfig, T: string): Rotation | undefined {
  if (!rotary) return undefined;
  const R = rotary.frequencies.length;
  return { cos: graph.input("cos", "F32", [T, 1, R]), sin: graph.input("sin", "F32", [T, 1, R]) };
}

/** Queries or keys of `heads` heads turned by their positions, in the shape `joined` again. */
export function rotate(
  graph: OnnxGraph,
  rows: string,
  { cos, sin }: Rotation,
  { split, joined, heads }: { split: SplitHeads; joined: string; heads: number },
  { dHead: K, rotary }: ModelConfig,
): string {
  const R = rotary?.frequencies.length ?? 0;
  const sizes = K === 2 * R ? [R, R] : [R, R, K - 2 * R];
  const parts = sizes.map(() => graph.fresh());
  const byHead = graph.op("Reshape", [rows, split(heads)]);
  graph.ops("Split", [byHead, graph.ints(sizes)], parts, { axis: 3 });
  const [a = "", b = "", ...left] = parts;
  const turned = [
    graph.op("Sub", [graph.op("Mul", [a, cos]), graph.op("Mul", [b, sin])]),
    graph.op("Add", [graph.op("Mul", [b, cos]), graph.op("Mul", [a, sin])]),
  ];
  return graph.op("Reshape", [graph.op("Concat", [...turned, ...left], { axis: 3 }), joined]);
}

/** A, (batch, H, n, T): softmax of the scores, which are products times `scale`. `mask` is added to them. */
export function attentionPattern(
  graph: OnnxGraph,
  { q, k }: { q: string; k: string },
  split: SplitHeads,
  { mask, scale }: { mask: string; scale: number },
  config: ModelConfig,
): string {
  const queries = graph.op("Transpose", [graph.op("Reshape", [q, split(config.heads)])], {
    perm: [0, 2, 1, 3],
  });
  const products = graph.op("MatMul", [queries, byHead(graph, k, split, config, [0, 2, 3, 1])]);
  const scores = graph.op("Add", [graph.op("Mul", [products, graph.float(scale)]), mask]);
  return graph.op("Softmax", [scores], { axis: -1 });
}

/** z: the values mixed as `A` says, heads side by side again in the shape `joined`. */
export function mixValues(
  graph: OnnxGraph,
  A: string,
  v: string,
  { split, joined }: { split: SplitHeads; joined: string },
  config: ModelConfig,
  name?: string,
): string {
  const mixed = graph.op("MatMul", [A, byHead(graph, v, split, config, [0, 2, 1, 3])]);
  return graph.op("Reshape", [graph.op("Transpose", [mixed], { perm: [0, 2, 1, 3] }), joined], {}, name);
}

/** What attention writes, (N, D), of `z` (N, H K). */
export function attentionOut(
  graph: OnnxGraph,
  z: string,
  layer: LayerWeights,
  config: ModelConfig,
  processing: Processing,
): string {
  const folded = processing.fold_value_biases ? foldedOutBias(layer, config, processing) : undefined;
  const bias = folded ? graph.floats(folded, [config.dModel]) : ownBias(graph, layer.out);
  return written(graph, linear(graph, z, layer.out, bias), processing);
}

/** Keys or values (batch, T, G K) as each of the H heads of queries reads them: (batch, H, T, K), or as `perm` says. */
function byHead(
  graph: OnnxGraph,
  rows: string,
  split: SplitHeads,
  config: ModelConfig,
  perm: readonly number[],
): string {
  const own = graph.op("Reshape", [rows, split(config.keyHeads)]);
  return graph.op("Transpose", [forEveryHead(graph, own, config, 2)], { perm });
}

/** G heads along `axis` as the H heads of queries read them. */
export function forEveryHead(graph: OnnxGraph, heads: string, config: ModelConfig, axis: number): string {
  const { heads: H, keyHeads: G } = config;
  if (H === G) return heads;
  const serving = Array.from({ length: H }, (_, h) => keyHeadOf(config, h));
  return graph.op("Gather", [heads, graph.ints(serving)], { axis });
}
