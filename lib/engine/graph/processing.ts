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

/** `b_O + b_V W_O`: what the value biases add to every position, since attention weights sum to 1. */
export function foldedOutBias(qkvBias: Float32Array, W_O: Float32Array, b_O: Float32Array): Float32Array {
  const D = b_O.length;
  const inner = qkvBias.length / 3;
  const folded = Float64Array.from(b_O);
  for (let i = 0; i < inner; i++) {
    const b_V = qkvBias[2 * inner + i] ?? 0;
    for (let j = 0; j < D; j++) folded[j] = (folded[j] ?? 0) + b_V * (W_O[i * D + j] ?? 0);
  }
  return Float32Array.from(folded);
}
