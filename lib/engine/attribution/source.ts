import type { DictionaryKind, LayerLeafKind, StreamLeafKind } from "@/lib/circuit-format/kinds";
import type { NodeId } from "@/lib/circuit-format/node-id";
import type { Dictionary } from "../dictionaries/dictionary";
import { readsHeads } from "../dictionaries/sites";
import type { ActiveFeatures } from "../features";
import type { ModelProducts } from "./model-products";

export type SourceKind = "stream" | DictionaryKind;

/**
 * The nodes that write at one place of the model, at every position: the embeddings, or a layer's features
 * of one kind with their error. A node's number within its source rises with position, features by index
 * and then the leaves.
 */
export interface Source {
  kind: SourceKind;
  layer: number;
  dictionary: Dictionary | undefined;
  /** Whether what it writes reaches the stream through W_O: of z, and not of what attention has written already. */
  throughOut: boolean;
  /** The leaves that end each position's nodes. */
  leaves: readonly (LayerLeafKind | StreamLeafKind)[];
  count: number;
  starts: Uint32Array; // (T + 1), the nodes of position s are starts[s] up to starts[s + 1]
  positions: Uint32Array; // (count)
  indices: Int32Array; // (count), the feature's index, -1 for a leaf
  scales: Float32Array; // (count), activation f of a feature, 1 of a leaf
  width: number;
}

/** What nodes write, several positions at once: `rows` (S, m, width), of which each position fills its first. */
export interface RowBlock {
  positions: readonly number[]; // (S)
  m: number;
  rows: Float32Array; // (S, m, width)
}

/** Lists a source's nodes: `features` where there is a dictionary, and the leaves at every position. */
export function createSource(
  place: Pick<Source, "kind" | "layer" | "dictionary" | "leaves" | "width">,
  features: ActiveFeatures | undefined,
  T: number,
): Source {
  const active = features?.indices.length ?? 0;
  const count = active + T * place.leaves.length;
  const source: Source = {
    ...place,
    throughOut: place.kind === "attn" && (!place.dictionary || readsHeads(place.dictionary)),
    count,
    starts: new Uint32Array(T + 1),
    positions: new Uint32Array(count),
    indices: new Int32Array(count).fill(-1),
    scales: new Float32Array(count).fill(1),
  };
  let feature = 0;
  let node = 0;
  for (let s = 0; s < T; s++) {
    source.starts[s] = node;
    while (features && feature < active && features.positions[feature] === s) {
      source.indices[node] = features.indices[feature];
      source.scales[node] = features.activations[feature];
      feature += 1;
      node += 1;
    }
    node += place.leaves.length;
    source.positions.fill(s, source.starts[s], node);
  }
  source.starts[T] = node;
  return source;
}

export function nodeIdAt(source: Source, node: number): NodeId {
  const position = source.positions[node];
  const { kind, layer } = source;
  const index = source.indices[node];
  if (index >= 0 && kind !== "stream") return { kind, layer, index, position };
  const leaf = source.leaves[node - source.starts[position + 1] + source.leaves.length];
  if (leaf === undefined) throw new Error(`node ${node} of ${kind} ${layer} has no name`);
  return leaf === "embed" || leaf === "pos" ? { kind: leaf, position } : { kind: leaf, layer, position };
}

/** The node of feature `index` at a position; -1 where it is not active. */
export function findFeature(source: Source, index: number, position: number): number {
  const end = source.starts[position + 1];
  for (let node = source.starts[position]; node < end; node++)
    if (source.indices[node] === index) return node;
  return -1;
}

/** What the nodes of one position write, (count, width), out of blocks that have it. */
export function rowsAt(source: Source, blocks: readonly RowBlock[], position: number): Float32Array {
  const first = source.starts[position];
  const count = source.starts[position + 1] - first;
  for (const { positions, m, rows } of blocks) {
    const i = positions.indexOf(position);
    if (i >= 0) return rows.subarray(i * m * source.width, (i * m + count) * source.width);
  }
  throw new Error(`the rows of position ${position} are missing`);
}

/** Rows of a source whose only nodes are leaves: `sites` hold what each of them writes, (T, width). */
export function stackLeaves(sites: readonly Float32Array[], T: number, width: number): RowBlock {
  const m = sites.length;
  const rows = new Float32Array(T * m * width);
  for (const [leaf, site] of sites.entries()) {
    for (let s = 0; s < T; s++) rows.set(site.subarray(s * width, (s + 1) * width), (s * m + leaf) * width);
  }
  return { positions: Array.from({ length: T }, (_, s) => s), m, rows };
}

/** What a dictionary stands for, and what it writes beside its features. */
interface WrittenSite {
  site: Float32Array; // (T, width)
  b_dec: Float64Array; // (width)
  /** What a skip transcoder's map adds. */
  skip: Float32Array | undefined; // (T, width)
}

/**
 * Rows of a dictionary's features at some positions and, behind them at each, what its skip adds, if it has one, and its
 * error: the site less the reconstruction f W_dec + b_dec, and less the skip.
 */
export async function gatherRows(
  products: ModelProducts,
  source: Source,
  dictionary: Dictionary,
  { site, b_dec, skip }: WrittenSite,
  wanted: readonly number[],
): Promise<RowBlock[]> {
  const { width, starts, leaves } = source;
  const counts = starts.subarray(1).map((end, s) => end - starts[s]); // (T)
  const blocks: RowBlock[] = [];
  for (const { positions, m } of groupBySize(wanted, counts)) {
    const S = positions.length;
    const ids = new BigInt64Array(S * m);
    const f = new Float32Array(S * m);
    for (const [i, s] of positions.entries()) {
      const start = starts[s];
      for (let row = 0; row < counts[s] - leaves.length; row++) {
        ids[i * m + row] = BigInt(source.indices[start + row]);
        f[i * m + row] = source.scales[start + row];
      }
    }
    const { rows, reconstruction } = await products.decoderRows(dictionary, ids, f, S, m);
    for (const [i, s] of positions.entries()) {
      const at = (i * m + counts[s] - 1) * width;
      for (let j = 0; j < width; j++) {
        const skipped = skip ? skip[s * width + j] : 0;
        if (skip) rows[at - width + j] = skipped;
        rows[at + j] = site[s * width + j] - reconstruction[i * width + j] - b_dec[j] - skipped;
      }
    }
    blocks.push({ positions, m, rows });
  }
  return blocks;
}

/** Share of a block's rows that may be padding: more blocks are more calls, fuller ones fewer wasted rows. */
const paddingShare = 0.25;

/** Puts positions of like counts together, so that each group fits one padded tensor. */
function groupBySize(
  positions: readonly number[],
  counts: Uint32Array, // (T)
) {
  const order = positions.toSorted((a, b) => counts[b] - counts[a] || a - b);
  const groups: { positions: number[]; m: number; used: number }[] = [];
  for (const s of order) {
    const count = counts[s];
    const last = groups.at(-1);
    const room = last ? last.m * (last.positions.length + 1) : 0;
    if (last && (last.used + count) / room >= 1 - paddingShare) {
      last.positions.push(s);
      last.used += count;
    } else groups.push({ positions: [s], m: count, used: count });
  }
  return groups.map(({ positions, m }) => ({ positions, m }));
}
