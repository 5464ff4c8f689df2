import type { OnnxGraph } from "./onnx-graph";

/**
 * LayerNorm before gamma and beta, over the last axis: `normalized = (x - mean) / scale` and
 * `scale = sqrt(variance + epsilon)`, TransformerLens' hook_normalized and hook_scale. Written out in two
 * passes: onnxruntime's own kernel takes the variance as E[x^2] - E[x]^2, which loses digits.
 */
export function layerNorm(
  graph: OnnxGraph,
  x: string,
  epsilon: number,
): { scale: string; normalized: string } {
  const lastAxis = graph.ints([-1]);
  const centred = graph.op("Sub", [x, graph.op("ReduceMean", [x, lastAxis], { keepdims: 1 })]);
  const variance = graph.op("ReduceMean", [graph.op("Mul", [centred, centred]), lastAxis], { keepdims: 1 });
  const scale = graph.op("Sqrt", [graph.op("Add", [variance, graph.float(epsilon)])]);
  return { scale, normalized: graph.op("Div", [centred, scale]) };
}
