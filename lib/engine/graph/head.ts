import type { ModelConfig, ModelWeights } from "../architectures/architecture";
import { normalize, scaleAndShift } from "./norm";
import { OnnxGraph, type OnnxModel } from "./onnx-graph";

/** Predictions listed for a position. */
export const predictionCount = 10;

/**
 * From the last residual stream `x` (N, D) to logits (N, V) and the best predictions of each row: `ids`,
 * `values` (their logits) and `probabilities`, each (N, k), best first. A graph of its own, so that a
 * caller who wants no logits does not pay for the largest product of the model.
 */
export function buildHead(config: ModelConfig, weights: ModelWeights): OnnxModel {
  const { dModel: D, vocabularySize: V } = config;
  const k = Math.min(predictionCount, V);
  const graph = new OnnxGraph();
  const x = graph.input("x", "F32", ["N", D]);
  const { scale, normalized } = normalize(graph, x, config.norm);
  graph.outputAs("ln_final.hook_scale", scale, "F32", ["N", 1]);
  graph.outputAs("ln_final.hook_normalized", normalized, "F32", ["N", D]);
  unembed(graph, normalized, config, weights);
  const ids = graph.fresh();
  graph.ops("TopK", ["logits", graph.ints([k])], ["values", ids], { axis: -1, largest: 1, sorted: 1 });
  graph.op("Cast", [ids], { to: 6 }, "ids");
  const largest = graph.op("ReduceMax", ["logits", graph.ints([-1])], { keepdims: 1 });
  const total = graph.op(
    "ReduceSum",
    [graph.op("Exp", [graph.op("Sub", ["logits", largest])]), graph.ints([-1])],
    {
      keepdims: 1,
    },
  );
  graph.op("Div", [graph.op("Exp", [graph.op("Sub", ["values", largest])]), total], {}, "probabilities");
  graph.output("ids", "I32", ["N", k]);
  graph.output("values", "F32", ["N", k]);
  graph.output("probabilities", "F32", ["N", k]);
  return graph.finish();
}

/** Puts out `logits` (N, V) of normalised rows (N, D), before gamma and beta. */
export function unembed(
  graph: OnnxGraph,
  normalized: string,
  { vocabularySize: V }: ModelConfig,
  { finalNorm, unembedding }: ModelWeights,
): void {
  const final = scaleAndShift(graph, normalized, finalNorm);
  graph.op("Gemm", [final, graph.weight(unembedding)], { transB: 1 }, "logits");
  graph.output("logits", "F32", ["N", V]);
}
