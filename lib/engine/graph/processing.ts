import type { HeadColumns, LayerWeights, Norm } from "../architectures/architecture";
import { readMatrix } from "../architectures/read-matrix";
import type { Processing } from "../weights/manifest";
import { readTensor } from "../weights/safetensors";
import { centreRows } from "./norm";
import type { OnnxGraph } from "./onnx-graph";

/**
 * What is written to the residual stream, (N, D), processed as attribution.md section 1 says. Weight processings are
 * applied where they cost nothing: a centred matrix gives rows whose mean is removed, so the rows are centred instead.
 */
export function written(graph: OnnxGraph, rows: string, processing: Processing): string {
  return processing.center_writing_weights ? centreRows(graph, rows) : rows;
}

/**
 * What the value biases of a layer take from z where they are folded, (H K): b_V, and `beta1 W_V` with it where LayerNorm was
 * folded before, since b_V has it then. Float64.
 */
export function foldedValueBias(
  { norm1, v }: LayerWeights,
  width: number,
  processing: Processing,
): Float64Array {
  const folded = new Float64Array(width);
  if (v.of.bias) folded.set(readTensor(v.of.bias).subarray(v.first, v.first + width));
  if (processing.fold_ln) addNormBias(folded, norm1, v);
  return folded;
}

/** Adds `beta W`, what a norm's bias gives through some columns of a map, to `total` (columns). */
export function addNormBias(total: Float64Array, { beta }: Norm, { of, first }: HeadColumns): void {
  if (!beta) return;
  const values = readTensor(beta); // (D)
  const W = readMatrix(of); // (D, outer)
  const outer = W.length / values.length;
  for (let i = 0; i < values.length; i++) {
    const row = i * outer + first;
    for (let j = 0; j < total.length; j++) total[j] += values[i] * W[row + j];
  }
}

/** The bias of the values' map as it is stored, less what was folded out of its values' part; undefined for none. */
export function leftValueBias(layer: LayerWeights, width: number, processing: Processing) {
  const { of, first } = layer.v;
  const folded = foldedValueBias(layer, width, processing);
  const outer = of.weight.shape[of.transposed ? 0 : 1] ?? 0;
  const left = of.bias ? readTensor(of.bias) : new Float32Array(outer);
  for (let i = 0; i < width; i++) left[first + i] -= folded[i];
  return of.bias || left.some((value) => value !== 0) ? left : undefined;
}

/** `b_O + b W_O`, (D), of the `b` that was folded: what it adds to every position, since attention weights sum to 1. */
export function foldedOutBias(layer: LayerWeights, D: number, processing: Processing) {
  const b_O = layer.out.bias && readTensor(layer.out.bias);
  const W_O = readMatrix(layer.out); // (H K, D)
  const inner = W_O.length / D;
  const folded = b_O ? Float64Array.from(b_O) : new Float64Array(D);
  const b = foldedValueBias(layer, inner, processing);
  for (let i = 0; i < inner; i++) {
    if (b[i] === 0) continue;
    for (let j = 0; j < D; j++) folded[j] += b[i] * W_O[i * D + j];
  }
  return Float32Array.from(folded);
}
