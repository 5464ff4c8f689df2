import type { ModelConfig, ModelWeights } from "../architectures/architecture";
import { assertFinite } from "../finite";
import { unembed } from "../graph/head";
import { normalize } from "../graph/norm";
import { OnnxGraph, type OnnxModel } from "../graph/onnx-graph";
import type { LoadedModel } from "../model";
import { float32Of, sliceRows } from "../rows";
import type { GraphSession } from "../runtime";
import { assertShape } from "../shapes";

/** Bytes that one tensor of logits may take. */
const logitBytes = 16 * 1024 * 1024;

/**
 * `x` (N, D), the last residual stream, and `next` (N, 1), the tokens that follow, to `losses` (N, 1): the cross-entropy of
 * each, in nats.
 */
function buildLoss(config: ModelConfig, weights: ModelWeights): OnnxModel {
  const graph = new OnnxGraph();
  const x = graph.input("x", "F32", ["N", config.dModel]);
  const next = graph.input("next", "I64", ["N", 1]);
  unembed(graph, normalize(graph, x, config.norm).normalized, config, weights);
  const lastAxis = graph.ints([-1]);
  // Less the largest, so that nothing overflows.
  const largest = graph.op("ReduceMax", ["logits", lastAxis], { keepdims: 1 });
  const below = graph.op("Sub", ["logits", largest]);
  const total = graph.op("ReduceSum", [graph.op("Exp", [below]), lastAxis], { keepdims: 1 });
  const own = graph.op("GatherElements", [below, next], { axis: 1 });
  graph.op("Sub", [graph.op("Log", [total]), own], {}, "losses");
  graph.output("losses", "F32", ["N", 1]);
  return graph.finish();
}

/** Losses of rows of the last residual stream, so many rows at once as their logits have room. */
export class LossReader {
  private session: Promise<GraphSession> | undefined;

  constructor(private readonly model: LoadedModel) {}

  /** The sum of the cross-entropies of `next` (N), one after each row of `x` (N, D), in nats. */
  async total(x: Float32Array, next: readonly number[]): Promise<number> {
    const { config, weights, runtime } = this.model;
    const [D, V] = [config.dModel, config.vocabularySize];
    assertShape(x, next.length, D, "rows of the last residual stream");
    this.session ??= runtime.open(buildLoss(config, weights));
    const session = await this.session;
    const rowsAtOnce = Math.max(1, Math.floor(logitBytes / (4 * V)));
    const ids = BigInt64Array.from(next, BigInt);
    let [total, start] = [0, 0];
    for (const rows of sliceRows({ data: x, shape: [next.length, D] }, rowsAtOnce)) {
      const [count = 0] = rows.shape;
      const following = { data: ids.subarray(start, start + count), shape: [count, 1] };
      const { losses } = await session.run({ x: rows, next: following }, ["losses"]);
      const values = float32Of(losses, "losses");
      assertFinite(values);
      for (const value of values) total += value;
      start += count;
    }
    return total;
  }

  async close(): Promise<void> {
    const session = this.session;
    this.session = undefined;
    await (await session)?.close();
  }
}
