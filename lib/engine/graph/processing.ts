import {
  columnNumbers,
  type HeadColumns,
  keyHeadOf,
  type LayerWeights,
  type ModelConfig,
  type Norm,
} from "../architectures/architecture";
import { readMatrix } from "../architectures/read-matrix";
import type { Processing } from "../weights/manifest";
import { readTensor } from "../weights/safetensors";
import { centreRows } from "./norm";
import type { OnnxGraph } from "./onnx-graph";

type HeadSizes = Pick<ModelConfig, "heads" | "keyHeads" | "dHead">;

/**
 * What is written to the residual stream, (N, D), processed as attribution.md section 1 says. Weight processings are
 * applied where they cost nothing: a centred matrix gives rows whose mean is removed, so the rows are centred instead.
 */
export function written(graph: OnnxGraph, rows: string, processing: Processing): string {
  return processing.center_writing_weights ? centreRows(graph, rows) : rows;
}

/**
 * What the value biases of a layer take from its values where they are folded, (G K): b_V, and `beta1 W_V` with it where
 * LayerNorm was folded before, since b_V has it then. Float64.
 */
export function foldedValueBias(
  { norm1, v }: LayerWeights,
  { keyHeads: G, dHead: K }: HeadSizes,
  processing: Processing,
): Float64Array {
  const folded = new Float64Array(G * K);
  if (v.of.bias) {
    const bias = readTensor(v.of.bias);
    for (const [j, column] of columnNumbers(v, G, K).entries()) folded[j] = bias[column];
  }
  if (processing.fold_ln) addNormBias(folded, norm1, v, K);
  return folded;
}

/** What stands for each head of keys and values, (G K), once for each head of queries that it serves: (H K). */
export function perHead(values: Float64Array, sizes: HeadSizes): Float64Array {
  const { heads: H, dHead: K } = sizes;
  const all = new Float64Array(H * K);
  for (let h = 0; h < H; h++) {
    const from = keyHeadOf(sizes, h) * K;
    all.set(values.subarray(from, from + K), h * K);
  }
  return all;
}

/** Adds `beta W`, what a norm's bias gives through some columns of a map, to `total` (columns), K of a head. */
export function addNormBias(total: Float64Array, { beta }: Norm, columns: HeadColumns, K: number): void {
  if (!beta) return;
  const values = readTensor(beta); // (D)
  const W = readMatrix(columns.of); // (D, outer)
  const outer = W.length / values.length;
  const ids = Uint32Array.from(columnNumbers(columns, total.length / K, K));
  for (let i = 0; i < values.length; i++)
    for (let j = 0; j < total.length; j++) total[j] += values[i] * W[i * outer + ids[j]];
}

/** The bias of the values' map as it is stored, less what was folded out of its values' part; undefined for none. */
export function leftValueBias(layer: LayerWeights, sizes: HeadSizes, processing: Processing) {
  const { of } = layer.v;
  const folded = foldedValueBias(layer, sizes, processing);
  const outer = of.weight.shape[of.transposed ? 0 : 1] ?? 0;
  const left = of.bias ? readTensor(of.bias) : new Float32Array(outer);
  for (const [i, column] of columnNumbers(layer.v, sizes.keyHeads, sizes.dHead).entries())
    left[column] -= folded[i];
  return of.bias || left.some((value) => value !== 0) ? left : undefined;
}

/** `b_O + b W_O`, (D), of the `b` that was folded: what it adds to every position, since attention weights sum to 1. */
export function foldedOutBias(layer: LayerWeights, config: ModelConfig, processing: Processing) {
  const { dModel: D } = config;
  const b_O = layer.out.bias && readTensor(layer.out.bias);
  const W_O = readMatrix(layer.out); // (H K, D)
  const inner = W_O.length / D;
  const folded = b_O ? Float64Array.from(b_O) : new Float64Array(D);
  const b = perHead(foldedValueBias(layer, config, processing), config);
  for (let i = 0; i < inner; i++) {
    if (b[i] === 0) continue;
    for (let j = 0; j < D; j++) folded[j] += b[i] * W_O[i * D + j];
  }
  return Float32Array.from(folded);
}
