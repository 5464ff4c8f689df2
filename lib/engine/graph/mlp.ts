import type { Activation, LayerWeights, Linear, ModelConfig } from "../architectures/architecture";
import type { Processing } from "../weights/manifest";
import { linear, ownBias } from "./linear";
import type { OnnxGraph } from "./onnx-graph";
import { written } from "./processing";

/** What an MLP writes, (N, D), of normalised `rows` (N, D). */
export function mlp(
  graph: OnnxGraph,
  rows: string,
  { mlpIn, mlpGate, mlpOut }: LayerWeights,
  { activation }: ModelConfig,
  processing: Processing,
): string {
  const through = (map: Linear, of: string) => linear(graph, of, map, ownBias(graph, map));
  const hidden = mlpGate
    ? graph.op("Mul", [activate(graph, activation, through(mlpGate, rows)), through(mlpIn, rows)])
    : activate(graph, activation, through(mlpIn, rows));
  return written(graph, through(mlpOut, hidden), processing);
}

function activate(graph: OnnxGraph, activation: Activation, x: string): string {
  switch (activation) {
    case "relu":
      return graph.op("Relu", [x]);
    case "gelu":
      return graph.op("Gelu", [x], { approximate: "none" });
    case "gelu-tanh":
      return graph.op("Gelu", [x], { approximate: "tanh" });
    case "silu":
      return graph.op("Mul", [x, graph.op("Sigmoid", [x])]);
  }
}
