import type { ModelConfig } from "../architectures/architecture";
import type { Dictionary } from "../dictionaries/dictionary";
import { assertFinite } from "../finite";
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
    const atOnce = Math.max(1, Math.floor(tableBytes / (4 * H * T)));
    for (let start = 0; start < peaks.length; start += atOnce) {
      const some = peaks.slice(start, start + atOnce);
      const N = some.length;
      const ids = { data: BigInt64Array.from(some, ({ index }) => BigInt(index)), shape: [N] };
      const positions = { data: BigInt64Array.from(some, ({ position }) => BigInt(position)), shape: [N] };
      const table = await this.sessions.run(
        `reads ${dictionary.layer}`,
        () => buildPeakReads(dictionary, config),
        { ids, positions, pattern, v },
        "table",
      );
      assertShape(table, H * N, T, "a table of reads");
      for (const [n, peak] of some.entries()) store.set(peak.place, table, n, N, T, peak.position);
      assertFinite(some.map(({ place }) => store.totalOf(place)));
    }
  }
}

/**
 * `ids` and `positions` (N) with a layer's `pattern` (H, T, T) and `v` (T, H K) to `table` (H, N, T):
 * A_h[d_n, s] * (v_h[s] . w_h,n), 0 past d_n.
 */
function buildPeakReads(dictionary: Dictionary, { heads: H, dHead: K }: ModelConfig): OnnxModel {
  const graph = new OnnxGraph();
  const ids = graph.input("ids", "I64", ["N"]);
  const positions = graph.input("positions", "I64", ["N"]);
  const pattern = graph.input("pattern", "F32", [H, "T", "T"]);
  const v = graph.input("v", "F32", ["T", H * K]);
  const columns = graph.lookUp(dictionary.W_enc, ids, 1); // (H K, N)
  const byHead = graph.op("Reshape", [columns, graph.ints([H, K, -1])]);
  const w = graph.op("Transpose", [byHead], { perm: [0, 2, 1] }); // (H, N, K)
  const values = graph.op("Transpose", [graph.op("Reshape", [v, graph.ints([-1, H, K])])], {
    perm: [1, 2, 0],
  }); // (H, K, T)
  const rows = graph.op("Gather", [pattern, positions], { axis: 1 }); // (H, N, T)
  graph.op("Mul", [rows, graph.op("MatMul", [w, values])], {}, "table");
  graph.output("table", "F32", [H, "N", "T"]);
  return graph.finish();
}
