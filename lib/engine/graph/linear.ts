import type { HeadColumns, Linear } from "../architectures/architecture";
import type { OnnxGraph } from "./onnx-graph";

/** A product of rows by a linear map; `bias` (out) is added where there is one. */
export type Product = (graph: OnnxGraph, rows: string, map: Linear, bias: string | undefined) => string;

/** (N, in) to (N, out). */
export const linear: Product = (graph, rows, map, bias) => {
  const inputs = [rows, graph.weight(map.weight), ...(bias === undefined ? [] : [bias])];
  return graph.op("Gemm", inputs, map.transposed ? { transB: 1 } : {});
};

/** (B, n, in) to (B, n, out). */
export const linearOfBatch: Product = (graph, rows, map, bias) =>
  plusBias(graph, graph.op("MatMul", [rows, matrix(graph, map)]), bias);

/** One projection of a batch alone: (B, n, D) to (B, n, width); `bias` (outer) is that of the whole map. */
export function projectOfBatch(
  graph: OnnxGraph,
  rows: string,
  columns: HeadColumns,
  width: number,
  bias: string | undefined,
): string {
  const product = graph.op("MatMul", [rows, columnMatrix(graph, columns, width)]);
  return plusBias(graph, product, bias && slice(graph, bias, columns, width, 0));
}

/** The columns of their map alone: (D, width). */
export function columnMatrix(graph: OnnxGraph, columns: HeadColumns, width: number): string {
  return slice(graph, matrix(graph, columns.of), columns, width, 1);
}

/** Some of a map's columns by their numbers `ids` (K), read where they are stored: `W` (in, K), `bias` (K) if it has one. */
export function lookUpColumns(graph: OnnxGraph, { weight, transposed, bias }: Linear, ids: string) {
  const found = graph.lookUp(weight, ids, transposed ? 0 : 1);
  return {
    W: transposed ? graph.op("Transpose", [found], { perm: [1, 0] }) : found,
    bias: bias && graph.lookUp(bias, ids),
  };
}

function matrix(graph: OnnxGraph, { weight, transposed }: Linear): string {
  const stored = graph.weight(weight);
  return transposed ? graph.op("Transpose", [stored], { perm: [1, 0] }) : stored;
}

function slice(graph: OnnxGraph, value: string, { of, first }: HeadColumns, width: number, axis: number) {
  if (outerWidth(of) === width) return value;
  return graph.op("Slice", [value, graph.ints([first]), graph.ints([first + width]), graph.ints([axis])]);
}

function outerWidth({ weight, transposed }: Linear): number | undefined {
  return weight.shape[transposed ? 0 : 1];
}

export function ownBias(graph: OnnxGraph, { bias }: Linear): string | undefined {
  return bias && graph.weight(bias);
}

function plusBias(graph: OnnxGraph, rows: string, bias: string | undefined): string {
  return bias === undefined ? rows : graph.op("Add", [rows, bias]);
}
