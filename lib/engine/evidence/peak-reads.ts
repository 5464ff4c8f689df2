import type { ModelConfig } from "../architectures/architecture";
import type { Dictionary } from "../dictionaries/dictionary";
import { assertFinite } from "../finite";
import { dataTypes, OnnxGraph, type OnnxModel } from "../graph/onnx-graph";
import type { LoadedModel } from "../model";
import { NamedSessions } from "../named-sessions";
import { float32Of, int32Of } from "../rows";
import type { Tensor } from "../runtime";
import { assertShape } from "../shapes";
import { maxReads, type ReadStore } from "./read-store";
import type { KeptPeak } from "./tally";

/** Bytes of the tables of one call. */
const tableBytes = 4 * 1024 * 1024;

/** What an attention layer's DFA is made of. */
export function readSites(layer: number): { pattern: string; v: string } {
  return { pattern: `blocks.${layer}.attn.hook_pattern`, v: `blocks.${layer}.attn.hook_v` };
}

const opened = new WeakMap<LoadedModel, PeakReads>();

/** A model's, with the graphs that are open until it closes. */
export function peakReadsOf(model: LoadedModel): PeakReads {
  const reads = opened.get(model) ?? new PeakReads(model);
  opened.set(model, reads);
  return reads;
}

/**
 * DFA by head and source (attribution.md, section 2) of many features of an attention dictionary at once, each at a position
 * of its own: what `headTable` gives of one.
 */
export class PeakReads {
  private readonly sessions: NamedSessions;

  /** By `peakReadsOf`. */
  constructor(private readonly model: LoadedModel) {
    this.sessions = new NamedSessions(model);
  }

  /** Puts what the features read at their peaks into `store`; `sites` are those of the window's T tokens. */
  async add(
    dictionary: Dictionary,
    peaks: readonly KeptPeak[],
    sites: ReadonlyMap<string, Tensor>,
    T: number,
    store: ReadStore,
  ): Promise<void> {
    const { config } = this.model;
    const { heads: H, dModel: D } = config;
    const names = readSites(dictionary.layer);
    const pattern = { data: float32Of(sites.get(names.pattern), names.pattern), shape: [H, T, T] };
    const v = { data: float32Of(sites.get(names.v), names.v), shape: [T, D] };
    assertShape(pattern.data, H * T, T, names.pattern);
    assertShape(v.data, T, D, names.v);
    const session = await this.sessions.get(`reads ${dictionary.layer}`, () =>
      buildPeakReads(dictionary, config),
    );
    const count = Math.min(maxReads, H * T);
    const k = { data: BigInt64Array.of(BigInt(count)), shape: [1] };
    const atOnce = Math.max(1, Math.floor(tableBytes / (4 * H * T)));
    for (let start = 0; start < peaks.length; start += atOnce) {
      const some = peaks.slice(start, start + atOnce);
      const N = some.length;
      const ids = { data: Int32Array.from(some, ({ index }) => index), shape: [N] };
      const positions = { data: Int32Array.from(some, ({ position }) => position), shape: [N] };
      const found = await session.run({ ids, positions, pattern, v, k }, outputs);
      const reads = {
        count,
        values: float32Of(found.values, "values"),
        cells: int32Of(found.cells, "cells"),
        totals: float32Of(found.totals, "totals"),
        byHead: float32Of(found.byHead, "byHead"),
      };
      assertShape(reads.values, N, count, "the largest reads");
      assertShape(reads.byHead, N, H, "reads by head");
      assertFinite(reads.totals);
      for (const [n, { place }] of some.entries()) store.set(place, reads, n, T);
    }
  }
}

const outputs = ["values", "cells", "totals", "byHead"];

/**
 * `ids` and `positions` (N) with a layer's `pattern` (H, T, T) and `v` (T, H K). Of each one's table (H, T), which has
 * A_h[d, s] * (v_h[s] . w_h) at h and s and 0 past d: the `k` largest by absolute value, `values` and `cells` (N, k), where
 * a cell is h T + s; the sum of all, `totals` (N); and of the absolute values of each head, `byHead` (N, H).
 */
function buildPeakReads(dictionary: Dictionary, { heads: H, dHead: K }: ModelConfig): OnnxModel {
  const graph = new OnnxGraph();
  const ids = graph.input("ids", "I32", ["N"]);
  const positions = graph.input("positions", "I32", ["N"]);
  const pattern = graph.input("pattern", "F32", [H, "T", "T"]);
  const v = graph.input("v", "F32", ["T", H * K]);
  const k = graph.input("k", "I64", [1]);
  const columns = graph.lookUp(dictionary.W_enc, ids, 1); // (H K, N)
  const byHead = graph.op("Reshape", [columns, graph.ints([H, K, -1])]);
  const w = graph.op("Transpose", [byHead], { perm: [0, 2, 1] }); // (H, N, K)
  const values = graph.op("Transpose", [graph.op("Reshape", [v, graph.ints([-1, H, K])])], {
    perm: [1, 2, 0],
  }); // (H, K, T)
  const rows = graph.op("Gather", [pattern, positions], { axis: 1 }); // (H, N, T)
  const products = graph.op("Mul", [rows, graph.op("MatMul", [w, values])]);
  const table = graph.op("Transpose", [products], { perm: [1, 0, 2] }); // (N, H, T)
  const sizes = graph.op("Abs", [table]);
  graph.op("ReduceSum", [sizes, graph.ints([2])], { keepdims: 0 }, "byHead");
  graph.op("ReduceSum", [table, graph.ints([1, 2])], { keepdims: 0 }, "totals");
  const flat = graph.ints([0, -1]);
  const [largest, cells] = [graph.fresh(), graph.fresh()];
  graph.ops("TopK", [graph.op("Reshape", [sizes, flat]), k], [largest, cells], {
    ...{ axis: -1, largest: 1, sorted: 1 },
  });
  graph.op("GatherElements", [graph.op("Reshape", [table, flat]), cells], { axis: 1 }, "values");
  graph.op("Cast", [cells], { to: dataTypes.I32 }, "cells");
  graph.output("values", "F32", ["N", "k"]);
  graph.output("cells", "I32", ["N", "k"]);
  graph.output("totals", "F32", ["N"]);
  graph.output("byHead", "F32", ["N", H]);
  return graph.finish();
}
