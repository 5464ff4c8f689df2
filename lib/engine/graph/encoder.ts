import type { Dictionary, FeatureActivation } from "../dictionaries/dictionary";
import { dataTypes, OnnxGraph, type OnnxModel } from "./onnx-graph";

/**
 * A dictionary's encoder: from `x` (N, dIn) to its active features as lists, made inside the graph so
 * that no (N, F) tensor leaves it. `flat` (m) is row * F + feature, ascending; `values` (m) the
 * activations. For TopK, `flat` and `values` have the N * k candidates in no order; those above 0 count.
 * `sums` (N) are those of each row's pre-activations: finite only where every one of them is, which the
 * lists cannot say, since neither ReduceMax nor TopK hands on every NaN (0.3 ms for 64 x 24,576).
 */
export function buildEncoder(dictionary: Dictionary): OnnxModel {
  const graph = new OnnxGraph();
  const u = preActivations(graph, dictionary);
  graph.op("ReduceSum", [u, graph.ints([1])], { keepdims: 0 }, "sums");
  graph.output("sums", "F32", ["N"]);
  listActive(graph, u, dictionary.activation, dictionary.dFeatures);
  return graph.finish();
}

function listActive(graph: OnnxGraph, u: string, activation: FeatureActivation, F: number): void {
  switch (activation.rule) {
    case "relu":
      listFiring(graph, u, undefined, F);
      break;
    case "jumprelu":
      listFiring(graph, u, graph.weight(activation.threshold), F);
      break;
    case "topk":
      listTopK(graph, u, activation.k, F);
      break;
    default:
      activation satisfies never;
  }
}

/**
 * u = (x - b_dec) W_enc + b_enc: (N, F). The bias is one more row of the product, put under W_enc when the
 * session opens: Gemm spreads its bias over the result on one thread first, 1 ms for 64 x 24,576.
 */
function preActivations(graph: OnnxGraph, dictionary: Dictionary): string {
  const x = graph.input("x", "F32", ["N", dictionary.dIn]);
  const input = dictionary.subtractsDecoderBias ? graph.op("Sub", [x, graph.weight(dictionary.b_dec)]) : x;
  const withOne = graph.op("Pad", [input, graph.ints([0, 0, 0, 1]), graph.float(1)]);
  const bias = graph.op("Unsqueeze", [graph.weight(dictionary.b_enc), graph.ints([0])]);
  const W = graph.op("Concat", [graph.weight(dictionary.W_enc), bias], { axis: 0 });
  return graph.op("MatMul", [withOne, W]);
}

/**
 * Lists the entries of `u` (N, F) above `threshold` (F), by default 0. NonZero walks its input element by
 * element and alone, 2.3 ms for 64 x 24,576, so blocks of 32 are reduced to their largest entry first and
 * only those are walked where it is above the least threshold of the block: 0.6 ms (two cores, 45 active
 * features a row).
 */
function listFiring(graph: OnnxGraph, u: string, threshold: string | undefined, F: number): void {
  const block = [32, 16, 8, 4, 2, 1].find((size) => F % size === 0) ?? 1;
  const blocks = graph.op("Reshape", [u, graph.ints([-1, F / block, block])]);
  const largest = graph.op("ReduceMax", [blocks, graph.ints([2])], { keepdims: 0 }); // (N, F / block)
  const thresholds = threshold && graph.op("Reshape", [threshold, graph.ints([F / block, block])]);
  const least = thresholds && graph.op("ReduceMin", [thresholds, graph.ints([1])], { keepdims: 0 });
  const busy = listAbove(graph, largest, least ?? graph.float(0));
  const candidates = graph.op("Gather", [graph.op("Reshape", [u, graph.ints([-1, block])]), busy], {
    axis: 0,
  });
  const own =
    thresholds &&
    graph.op("Gather", [thresholds, graph.op("Mod", [busy, graph.ints(F / block)])], { axis: 0 });
  const places = listAbove(graph, candidates, own ?? graph.float(0));
  const start = graph.op("Gather", [busy, graph.op("Div", [places, graph.ints(block)])]);
  const flat = graph.op("Add", [
    graph.op("Mul", [start, graph.ints(block)]),
    graph.op("Mod", [places, graph.ints(block)]),
  ]);
  graph.op("Cast", [flat], { to: dataTypes.I32 }, "flat");
  graph.op("Gather", [graph.op("Reshape", [candidates, graph.ints([-1])]), places], {}, "values");
  graph.output("flat", "I32", ["m"]);
  graph.output("values", "F32", ["m"]);
}

/** Places (m), ascending in the flattened `values`, of those above their `threshold`. */
function listAbove(graph: OnnxGraph, values: string, threshold: string): string {
  const above = graph.op("Greater", [values, threshold]);
  const places = graph.op("NonZero", [graph.op("Reshape", [above, graph.ints([-1])])]);
  return graph.op("Squeeze", [places, graph.ints([0])]);
}

function listTopK(graph: OnnxGraph, u: string, k: number, F: number): void {
  const [values, features] = [graph.fresh(), graph.fresh()];
  graph.ops("TopK", [u, graph.ints([k])], [values, features], { axis: -1, largest: 1, sorted: 1 });
  const rows = graph.op("Gather", [graph.op("Shape", [u]), graph.ints(0)]);
  const row = graph.op("Unsqueeze", [
    graph.op("Range", [graph.ints(0), rows, graph.ints(1)]),
    graph.ints([1]),
  ]);
  const flat = graph.op("Add", [graph.op("Mul", [row, graph.ints(F)]), features]);
  graph.op("Reshape", [graph.op("Cast", [flat], { to: dataTypes.I32 }), graph.ints([-1])], {}, "flat");
  graph.op("Reshape", [values, graph.ints([-1])], {}, "values");
  graph.output("flat", "I32", ["m"]);
  graph.output("values", "F32", ["m"]);
}
