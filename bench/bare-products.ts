import type { ModelConfig, ModelWeights } from "@/lib/engine/architectures/architecture";
import type { Dictionary } from "@/lib/engine/dictionaries/dictionary";
import { OnnxGraph, type OnnxModel } from "@/lib/engine/graph/onnx-graph";
import type { GraphSession, Runtime } from "@/lib/engine/runtime";
import type { WeightTensor } from "@/lib/engine/weights/safetensors";

/**
 * The float32 matrix products of a run and nothing else: what onnxruntime needs for the same sizes with
 * the same weights. Of each product one number leaves the graph, so that no copy is timed.
 */
export async function openBareProducts(
  runtime: Runtime,
  config: ModelConfig,
  weights: ModelWeights,
  dictionaries: readonly Dictionary[],
  T: number,
): Promise<{ forward: () => Promise<void>; encode: () => Promise<void> }> {
  const forward = [
    await runtime.open(forwardProducts(config, weights, T)),
    await runtime.open(logitProduct(weights)),
  ];
  const encode: GraphSession[] = [];
  for (const { W_enc } of dictionaries) encode.push(await runtime.open(encoderProduct(W_enc)));
  const input = (width: number) => ({ data: new Float32Array(T * width).fill(0.5), shape: [T, width] });
  const { dModel: D, dMlp } = config;
  const runAll = async (sessions: GraphSession[], feeds: Record<string, ReturnType<typeof input>>) => {
    for (const session of sessions) await session.run(feeds, ["y"]);
  };
  const [body, logits] = forward;
  if (!body || !logits) throw new Error("the forward pass is two graphs");
  return {
    forward: async () => {
      await runAll([body], { x: input(D), wide: input(dMlp) });
      await runAll([logits], { x: input(D) });
    },
    encode: () => runAll(encode, { x: input(D) }),
  };
}

function forwardProducts(
  { dModel: D, dMlp, heads: H, dHead: K }: ModelConfig,
  weights: ModelWeights,
  T: number,
): OnnxModel {
  const graph = new OnnxGraph();
  const x = graph.input("x", "F32", ["T", D]);
  const wide = graph.input("wide", "F32", ["T", dMlp]);
  const sampled: string[] = [];
  for (const layer of weights.layers) {
    for (const [input, W] of [
      [x, layer.v.of.weight],
      [x, layer.out.weight],
      [x, layer.mlpIn.weight],
      [wide, layer.mlpOut.weight],
    ] as const) {
      sampled.push(firstNumber(graph, graph.op("MatMul", [input, graph.weight(W)])));
    }
    const heads = graph.op("Reshape", [x, graph.ints([H, -1, K])]);
    const keys = graph.op("Reshape", [x, graph.ints([H, K, -1])]);
    const scores = graph.op("MatMul", [heads, keys]); // (H, T, T)
    sampled.push(
      firstNumber(graph, graph.op("Reshape", [graph.op("MatMul", [scores, heads]), graph.ints([T, D])])),
    );
  }
  return finish(graph, sampled);
}

function logitProduct(weights: ModelWeights): OnnxModel {
  const graph = new OnnxGraph();
  const x = graph.input("x", "F32", ["T", weights.unembedding.shape[1] ?? 0]);
  const logits = graph.op("Gemm", [x, graph.weight(weights.unembedding)], { transB: 1 });
  return finish(graph, [firstNumber(graph, logits)]);
}

function encoderProduct(W_enc: WeightTensor): OnnxModel {
  const graph = new OnnxGraph();
  const x = graph.input("x", "F32", ["T", W_enc.shape[0] ?? 0]);
  return finish(graph, [firstNumber(graph, graph.op("MatMul", [x, graph.weight(W_enc)]))]);
}

function firstNumber(graph: OnnxGraph, matrix: string): string {
  return graph.op("Slice", [matrix, graph.ints([0, 0]), graph.ints([1, 1]), graph.ints([0, 1])]);
}

function finish(graph: OnnxGraph, sampled: string[]): OnnxModel {
  graph.op("Concat", sampled, { axis: 0 }, "y");
  graph.output("y", "F32", [sampled.length, 1]);
  return graph.finish();
}
