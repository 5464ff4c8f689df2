import type { Norm, NormRule } from "../architectures/architecture";
import type { OnnxGraph } from "./onnx-graph";

/** `rows` without their mean over the last axis. */
export function centreRows(graph: OnnxGraph, rows: string): string {
  return graph.op("Sub", [rows, graph.op("ReduceMean", [rows, graph.ints([-1])], { keepdims: 1 })]);
}

/** What a norm divides: LayerNorm a row without its mean, RMSNorm the row. Linear, and its own transpose. */
export function normInput(graph: OnnxGraph, rows: string, { kind }: NormRule): string {
  return kind === "layer" ? centreRows(graph, rows) : rows;
}

/**
 * A norm before gamma and beta, over the last axis: `normalized = input / scale` and
 * `scale = sqrt(mean(input^2) + epsilon)`, TransformerLens' hook_normalized and hook_scale. Written out in two
 * passes: onnxruntime's own LayerNorm takes the variance as E[x^2] - E[x]^2, which loses digits.
 */
export function normalize(
  graph: OnnxGraph,
  x: string,
  rule: NormRule,
): { scale: string; normalized: string } {
  const lastAxis = graph.ints([-1]);
  const input = normInput(graph, x, rule);
  const squares = graph.op("ReduceMean", [graph.op("Mul", [input, input]), lastAxis], { keepdims: 1 });
  const scale = graph.op("Sqrt", [graph.op("Add", [squares, graph.float(rule.epsilon)])]);
  return { scale, normalized: graph.op("Div", [input, scale]) };
}

/** `normalized * gamma + beta`, without beta where the family has none. */
export function scaleAndShift(graph: OnnxGraph, normalized: string, { gamma, beta }: Norm): string {
  const scaled = graph.op("Mul", [normalized, graph.weight(gamma)]);
  return beta ? graph.op("Add", [scaled, graph.weight(beta)]) : scaled;
}
