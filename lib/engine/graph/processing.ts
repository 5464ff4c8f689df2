import type { HeadColumns, LayerWeights } from "../architectures/architecture";
import { readMatrix } from "../architectures/read-matrix";
import { assertShape } from "../shapes";
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

/** The bias of the values' map, with 0 for the values once their part has moved to b_O; (out). */
export function zeroedValueBias({ of, first }: HeadColumns, width: number): Float32Array | undefined {
  return of.bias && readTensor(of.bias).fill(0, first, first + width);
}

/** `b_O + b_V W_O`, (D): what the value biases add to every position, since attention weights sum to 1. */
export function foldedOutBias({ v, out }: LayerWeights, D: number): Float32Array | undefined {
  const b_O = out.bias && readTensor(out.bias);
  if (!v.of.bias) return b_O;
  const W_O = readMatrix(out); // (H K, D)
  const inner = W_O.length / D;
  const b_V = readTensor(v.of.bias).subarray(v.first, v.first + inner);
  assertShape(b_V, inner, 1, "b_V");
  const folded = b_O ? Float64Array.from(b_O) : new Float64Array(D);
  for (let i = 0; i < inner; i++) {
    for (let j = 0; j < D; j++) folded[j] += b_V[i] * W_O[i * D + j];
  }
  return Float32Array.from(folded);
}
