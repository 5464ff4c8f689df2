import type { OnnxGraph } from "../graph/onnx-graph";
import { centreRows } from "../graph/processing";
import type { WeightTensor } from "../weights/safetensors";

/** Inputs `x` (B, n, D) and `sigma` (B, n, 1) and the LayerNorm of x with that denominator. */
export function layerNormInput(graph: OnnxGraph, D: number, gamma: WeightTensor, beta: WeightTensor): string {
  const x = graph.input("x", "F32", ["B", "n", D]);
  const sigma = graph.input("sigma", "F32", ["B", "n", 1]);
  const normalized = graph.op("Div", [centreRows(graph, x), sigma]);
  return graph.op("Add", [graph.op("Mul", [normalized, graph.weight(gamma)]), graph.weight(beta)]);
}
