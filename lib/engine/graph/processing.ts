import { assertShape } from "../shapes";
import type { OnnxGraph } from "./onnx-graph";

/**
 * The two weight processings of attribution.md section 1, applied where they cost nothing: a centred
 * matrix gives rows whose mean is removed, so the rows are centred instead and the file stays as it is.
 */
export function centreRows(graph: OnnxGraph, rows: string): string {
  return graph.op("Sub", [rows, graph.op("ReduceMean", [rows, graph.ints([-1])], { keepdims: 1 })]);
}

/** `b_Q, b_K, 0`: the fused bias (3 D) once the value part has moved to b_O. */
export function zeroedValueBias(qkvBias: Float32Array): Float32Array {
  return qkvBias.slice().fill(0, (2 * qkvBias.length) / 3);
}

/** `b_O + b_V W_O`, (D): what the value biases add to every position, since attention weights sum to 1. */
export function foldedOutBias(
  qkvBias: Float32Array, // (3 H K)
  W_O: Float32Array, // (H K, D)
  b_O: Float32Array, // (D)
): Float32Array {
  const D = b_O.length;
  const inner = qkvBias.length / 3;
  assertShape(W_O, inner, D, "W_O");
  const folded = Float64Array.from(b_O);
  for (let i = 0; i < inner; i++) {
    const b_V = qkvBias[2 * inner + i];
    for (let j = 0; j < D; j++) folded[j] += b_V * W_O[i * D + j];
  }
  return Float32Array.from(folded);
}
