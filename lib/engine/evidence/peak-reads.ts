import type { ModelConfig } from "../architectures/architecture";
import type { Dictionary } from "../dictionaries/dictionary";
import { assertFinite } from "../finite";
import { forEveryHead } from "../graph/attention";
import { OnnxGraph, type OnnxModel } from "../graph/onnx-graph";
import type { LoadedModel } from "../model";
import { NamedSessions } from "../named-sessions";
import { float32Of } from "../rows";
import type { Tensor } from "../runtime";
import { assertShape } from "../shapes";
import type { ReadStore } from "./read-store";
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
  /** Room for the tables of one call. */
  private table = new Float32Array();

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
    const { heads: H, keyHeads: G, dHead: K } = config;
    const names = readSites(dictionary.layer);
    const pattern = { data: float32Of(sites.get(names.pattern), names.pattern), shape: [H, T, T] };
    const v = { data: float32Of(sites.get(names.v), names.v), shape: [T, G * K] };
    assertShape(pattern.data, H * T, T, names.pattern);
    assertShape(v.data, T, G * K, names.v);
    const session = await this.sessions.get(`reads ${dictionary.layer}`, () =>
      buildPeakReads(dictionary, config),
    );
    const atOnce = Math.max(1, Math.floor(tableBytes / (4 * H * T)));
    for (let start = 0; start < peaks.length; start += atOnce) {
      const some = peaks.slice(start, start + atOnce);
      const N = some.length;
      const ids = { data: Int32Array.from(some, ({ index }) => index), shape: [N] };
      const positions = { data: Int32Array.from(some, ({ position }) => position), shape: [N] };
      const size = N * H * T;
      if (this.table.length < size) this.table = new Float32Array(size);
      const table = this.table.subarray(0, size);
      const into = { table: { data: table, shape: [H, N, T] } };
      const found = await session.run({ ids, positions, pattern, v }, outputs, into);
      const totals = float32Of(found.totals, "totals");
      const byHead = float32Of(found.byHead, "byHead");
      assertShape(byHead, H, N, "reads by head");
      assertFinite(totals);
      const reads = { table, totals, byHead };
      for (const [n, { place }] of some.entries()) store.set(place, reads, n, T);
    }
  }
}

const outputs = ["table", "totals", "byHead"];

/**
 * `ids` and `positions` (N) with a layer's `pattern` (H, T, T) and `v` (T, G K). Of each one its `table` (H, N, T), which
 * has A_h[d, s] * (v_h[s] . w_h) at h and s and 0 past d; the sum of all, `totals` (N); and of the absolute values of each
 * head, `byHead` (H, N).
 */
function buildPeakReads(dictionary: Dictionary, config: ModelConfig): OnnxModel {
  const { heads: H, keyHeads: G, dHead: K } = config;
  const graph = new OnnxGraph();
  const ids = graph.input("ids", "I32", ["N"]);
  const positions = graph.input("positions", "I32", ["N"]);
  const pattern = graph.input("pattern", "F32", [H, "T", "T"]);
  const v = graph.input("v", "F32", ["T", G * K]);
  const columns = graph.lookUpColumns(dictionary.W_enc, ids); // (N, H K)
  const byHead = graph.op("Reshape", [columns, graph.ints([-1, H, K])]);
  const w = graph.op("Transpose", [byHead], { perm: [1, 0, 2] }); // (H, N, K)
  const byKeyHead = graph.op("Transpose", [graph.op("Reshape", [v, graph.ints([-1, G, K])])], {
    perm: [1, 2, 0],
  }); // (G, K, T)
  const values = forEveryHead(graph, byKeyHead, config, 0); // (H, K, T)
  const rows = graph.op("Gather", [pattern, positions], { axis: 1 }); // (H, N, T)
  const table = graph.op("Mul", [rows, graph.op("MatMul", [w, values])], {}, "table");
  const sizes = graph.op("Abs", [table]);
  graph.op("ReduceSum", [sizes, graph.ints([2])], { keepdims: 0 }, "byHead");
  graph.op("ReduceSum", [table, graph.ints([0, 2])], { keepdims: 0 }, "totals");
  graph.output("table", "F32", [H, "N", "T"]);
  graph.output("totals", "F32", ["N"]);
  graph.output("byHead", "F32", [H, "N"]);
  return graph.finish();
}
