import { dataTypes, OnnxGraph, type OnnxModel } from "../graph/onnx-graph";
import { blockFeatures, boundNumbers } from "./bound";
import type { EncoderFile } from "./encoder-file";

/**
 * Blocks of features that may fire: from `whole` (N, K) and `numbers` (N, boundNumbers) to `busy` (m), row * F /
 * blockFeatures + block, ascending, and the integer `sums` (m, blockFeatures) of their features, in float32.
 */
export function buildCandidates(file: EncoderFile, blocks: Float32Array): OnnxModel {
  const { K, F } = file;
  const B = F / blockFeatures;
  const graph = new OnnxGraph();
  const whole = graph.input("whole", "U8", ["N", K]);
  const numbers = graph.input("numbers", "F32", ["N", boundNumbers]);
  const product = graph.op("MatMulInteger", [whole, graph.external("columns", file.whole), graph.uint8(128)]);
  const sums = graph.op("Cast", [product], { to: dataTypes.F32 });
  const largest = graph.op(
    "ReduceMax",
    [graph.op("Reshape", [sums, graph.ints([-1, B, blockFeatures])]), graph.ints([2])],
    { keepdims: 0 },
  );
  const bound = graph.op("MatMul", [numbers, graph.floats(blocks, [boundNumbers, B])]);
  const above = graph.op("Reshape", [graph.op("Greater", [largest, bound]), graph.ints([-1])]);
  const busy = graph.op("Squeeze", [graph.op("NonZero", [above]), graph.ints([0])]);
  graph.op("Cast", [busy], { to: dataTypes.I32 }, "busy");
  graph.op("Gather", [graph.op("Reshape", [sums, graph.ints([-1, blockFeatures])]), busy], {}, "sums");
  graph.output("busy", "I32", ["m"]);
  graph.output("sums", "F32", ["m", blockFeatures]);
  return graph.finish();
}

/** `columns` (C, K + 1) of an encoder times `inputs` (K + 1, N): pre-activations `u` (C, N). */
export function buildExact(): OnnxModel {
  const graph = new OnnxGraph();
  const product = graph.op("MatMul", [
    graph.input("columns", "F32", ["C", "K"]),
    graph.input("inputs", "F32", ["K", "N"]),
  ]);
  graph.outputAs("u", product, "F32", ["C", "N"]);
  return graph.finish();
}
