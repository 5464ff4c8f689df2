import type { Activation, LayerWeights, ModelConfig } from "../architectures/architecture";
import type { Processing } from "../weights/manifest";
import { linear, ownBias } from "./linear";
import type { OnnxGraph } from "./onnx-graph";
import { written } from "./processing";

/** What an MLP writes, (N, D), of normalised `rows` (N, D). */
export function mlp(
  graph: OnnxGraph,
  rows: string,
  { mlpIn, mlpOut }: LayerWeights,
  { activation }: ModelConfig,
  processing: Processing,
): string {
  const hidden = activate(graph, activation, linear(graph, rows, mlpIn, ownBias(graph, mlpIn)));
  return written(graph, linear(graph, hidden, mlpOut, ownBias(graph, mlpOut)), processing);
}

function activate(graph: OnnxGraph, activation: Activation, x: string): string {
  switch (activation) {
    case "relu":
      return graph.op("Relu", [x]);
    case "gelu":
      return graph.op("Gelu", [x], { approximate: "none" });
    case "gelu-tanh":
      return graph.op("Gelu", [x], { approximate: "tanh" });
  }
}
