import { columnNumbers, type HeadColumns, type Linear } from "../architectures/architecture";
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

/** How many heads there are of a kind, and how many numbers each has. */
export interface HeadSizes {
  heads: number;
  dHead: number;
}

/** One projection of a batch alone: (B, n, D) to (B, n, heads K); `bias` (outer) is that of the whole map. */
export function projectOfBatch(
  graph: OnnxGraph,
  rows: string,
  columns: HeadColumns,
  sizes: HeadSizes,
  bias: string | undefined,
): string {
  const product = graph.op("MatMul", [rows, columnMatrix(graph, columns, sizes)]);
  return plusBias(graph, product, bias && pick(graph, bias, columns, sizes, 0));
}

/** The columns of their map alone: (D, heads K). */
export function columnMatrix(graph: OnnxGraph, columns: HeadColumns, sizes: HeadSizes): string {
  return pick(graph, matrix(graph, columns.of), columns, sizes, 1);
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

function pick(
  graph: OnnxGraph,
  value: string,
  columns: HeadColumns,
  { heads, dHead: K }: HeadSizes,
  axis: number,
) {
  const { of, first, stride } = columns;
  const width = heads * K;
  if (stride !== K)
    return graph.op("Gather", [value, graph.ints(columnNumbers(columns, heads, K))], { axis });
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
