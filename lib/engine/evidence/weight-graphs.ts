import type { LayerWeights, ModelConfig, ModelWeights } from "../architectures/architecture";
import { linear } from "../graph/linear";
import { normInput } from "../graph/norm";
import { OnnxGraph, type OnnxModel } from "../graph/onnx-graph";
import { written } from "../graph/processing";
import type { Processing } from "../weights/manifest";

/** `rows` (N, H K), in the place of z, to `directions` (N, D): what attention then writes, without its bias. */
export function buildThroughHeads(
  { heads: H, dHead: K, dModel: D }: ModelConfig,
  { out }: LayerWeights,
  processing: Processing,
): OnnxModel {
  const graph = new OnnxGraph();
  const rows = graph.input("rows", "F32", ["N", H * K]);
  const directions = written(graph, linear(graph, rows, out, undefined), processing);
  graph.outputAs("directions", directions, "F32", ["N", D]);
  return graph.finish();
}

/**
 * `directions` (N, D) in the last residual stream to the tokens whose logits they change most, largest first and smallest
 * first: `promoted`, `promotedBy`, `suppressed`, `suppressedBy`, each (N, k). The change is that of a direction through
 * the final norm with its denominator at 1 and without its beta, less its mean over the vocabulary.
 */
export function buildDirectLogits(config: ModelConfig, weights: ModelWeights, k: number): OnnxModel {
  const graph = new OnnxGraph();
  const directions = graph.input("directions", "F32", ["N", config.dModel]);
  const { gamma } = weights.finalNorm;
  const read = graph.op("Mul", [normInput(graph, directions, config.norm), graph.weight(gamma)]);
  const logits = graph.op("Gemm", [read, graph.weight(weights.unembedding)], { transB: 1 }); // (N, V)
  const mean = graph.op("ReduceMean", [logits, graph.ints([-1])], { keepdims: 1 });
  for (const [name, largest] of [
    ["promoted", 1],
    ["suppressed", 0],
  ] as const) {
    const [values, tokens] = [graph.fresh(), graph.fresh()];
    graph.ops("TopK", [logits, graph.ints([k])], [values, tokens], { axis: -1, largest, sorted: 1 });
    graph.op("Cast", [tokens], { to: 6 }, name);
    graph.op("Sub", [values, mean], {}, `${name}By`);
    graph.output(name, "I32", ["N", k]);
    graph.output(`${name}By`, "F32", ["N", k]);
  }
  return graph.finish();
}

/**
 * `queries` (N, D) and `candidates` (M, D), rows of length 1, to the `k` () candidates nearest to each query by cosine,
 * nearest first: `indices` and `cosines`, each (N, k).
 */
export function buildNearest(D: number): OnnxModel {
  const graph = new OnnxGraph();
  const queries = graph.input("queries", "F32", ["N", D]);
  const candidates = graph.input("candidates", "F32", ["M", D]);
  const k = graph.input("k", "I64", [1]);
  const columns = graph.op("Transpose", [candidates], { perm: [1, 0] });
  const all = graph.op("MatMul", [queries, columns]); // (N, M)
  const indices = graph.fresh();
  graph.ops("TopK", [all, k], ["cosines", indices], { axis: -1, largest: 1, sorted: 1 });
  graph.op("Cast", [indices], { to: 6 }, "indices");
  graph.output("indices", "I32", ["N", "k"]);
  graph.output("cosines", "F32", ["N", "k"]);
  return graph.finish();
}
