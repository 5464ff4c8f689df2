import type { HeadColumns, LayerWeights, ModelConfig, Norm } from "../architectures/architecture";
import { forEveryHead } from "../graph/attention";
import { columnMatrix } from "../graph/linear";
import { normInput } from "../graph/norm";
import { OnnxGraph, type OnnxModel } from "../graph/onnx-graph";
import { written } from "../graph/processing";
import type { Processing } from "../weights/manifest";

/**
 * Of N tokens, by head of a layer, (H, N): `ov`, how much attending to a token changes its own logit, from its row of W_E,
 * `embeddings` (N, D), and its row of W_U^T less the mean of all, `unembeddings` (N, D); and `qk`, how much more it scores its own key
 * than keys on the average, `embeddings` against `keys` (N, D), W_E's rows less their mean. With the norms' gammas and without
 * their denominators, biases and betas; `qk` before the division by sqrt(K), and, where positions turn queries and keys, as if
 * both stood at one.
 */
export function buildOwnTokens(
  config: ModelConfig,
  { norm1, q, k, v, out }: LayerWeights,
  finalNorm: Norm,
  processing: Processing,
): OnnxModel {
  const { dModel: D, heads: H, keyHeads: G, dHead: K, norm } = config;
  const graph = new OnnxGraph();
  const [embeddings, keys, unembeddings] = [
    graph.input("embeddings", "F32", ["N", D]),
    graph.input("keys", "F32", ["N", D]),
    graph.input("unembeddings", "F32", ["N", D]),
  ];
  const read = (rows: string, { gamma }: Norm) =>
    graph.op("Mul", [normInput(graph, rows, norm), graph.weight(gamma)]);
  // Keys and values once for each head of queries that reads them.
  const through = (rows: string, columns: HeadColumns, heads = G) => {
    const product = graph.op("MatMul", [
      read(rows, norm1),
      columnMatrix(graph, columns, { heads, dHead: K }),
    ]);
    if (heads === H) return product; // (N, H K)
    const byKeyHead = graph.op("Reshape", [product, graph.ints([-1, G, K])]);
    return graph.op("Reshape", [forEveryHead(graph, byKeyHead, config, 1), graph.ints([-1, H * K])]);
  };
  const byHead = (a: string, b: string, name: string) => {
    const products = graph.op("Reshape", [graph.op("Mul", [a, b]), graph.ints([-1, H, K])]);
    const sums = graph.op("ReduceSum", [products, graph.ints([-1])], { keepdims: 0 }); // (N, H)
    graph.op("Transpose", [sums], { perm: [1, 0] }, name);
    graph.output(name, "F32", [H, "N"]);
  };
  byHead(through(embeddings, q, H), through(keys, k), "qk");
  // A logit reads the stream by C(gamma * U), and what a head writes by that through W_O^T.
  const scaled = graph.op("Mul", [unembeddings, graph.weight(finalNorm.gamma)]);
  const logitReads = written(graph, normInput(graph, scaled, norm), processing);
  const outer = graph.weight(out.weight);
  const writes = graph.op("Gemm", [logitReads, outer], out.transposed ? {} : { transB: 1 }); // (N, H K)
  byHead(through(embeddings, v), writes, "ov");
  return graph.finish();
}
