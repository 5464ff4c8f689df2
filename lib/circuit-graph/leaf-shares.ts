import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { isFeatureKind, type NodeKind } from "@/lib/circuit-format/kinds";

/** Where influence ends, in the order in which it is shown. `rest`: in contributions too small to be listed. */
export const leafEnds = ["text", "unopened", "outputs", "bias", "error", "rest"] as const;
export type LeafEnd = (typeof leafEnds)[number];

export interface LeafShare {
  end: LeafEnd;
  /** Of all influence, 0 to 1. */
  share: number;
  /** How many leaves it ends in; of `rest` nobody counted. */
  count: number;
  /** The same by layer, from the first, where its leaves have one. Their shares add up to `share`. */
  layers: readonly { layer: number; share: number }[];
}

/** Less than this is what rounding each of some thousand influences leaves, and no share of anything. */
const rounding = 1e-6;

function endOf(kind: NodeKind): LeafEnd | null {
  if (isFeatureKind(kind)) return "unopened";
  switch (kind) {
    case "embed":
    case "pos":
      return "text";
    case "attn-error":
    case "resid-error":
    case "mlp-error":
      return "error";
    case "mlp-out":
    case "mlp-skip":
      return "outputs";
    case "bias":
    case "attn-bias":
    case "mlp-bias":
      return "bias";
    case "logit":
    case "logit-diff":
      return null;
  }
}

/**
 * Which part of the target's influence (docs/attribution.md, section 4) ends in which kind of leaf: what is left of 1 once
 * all leaves of the graph are counted ends in what its thresholds keep no node for. The shares add up to 1, and ends that
 * nothing ends in are left out. A target that was not expanded is a leaf itself, and has all of it.
 */
export function leafShares(
  nodes: readonly Pick<CircuitNode, "kind" | "layer" | "influence" | "expanded">[],
): LeafShare[] {
  const ends = new Map<LeafEnd, { share: number; count: number; layers: Map<number, number> }>();
  for (const { kind, layer, influence, expanded } of nodes) {
    if (expanded || !(influence > 0)) continue;
    const end = endOf(kind) ?? "unopened";
    const sum = ends.get(end) ?? { share: 0, count: 0, layers: new Map<number, number>() };
    ends.set(end, sum);
    sum.share += influence;
    sum.count++;
    if (layer !== null) sum.layers.set(layer, (sum.layers.get(layer) ?? 0) + influence);
  }
  const listed = [...ends.values()].reduce((sum, { share }) => sum + share, 0);
  // Each influence is rounded as it is stored, so that all of it may come to a hair more or less than 1.
  const all = listed < 1 - rounding ? 1 : listed;
  if (all > listed) ends.set("rest", { share: all - listed, count: 0, layers: new Map() });
  return leafEnds.flatMap((end) => {
    const sum = ends.get(end);
    if (!sum) return [];
    const layers = [...sum.layers]
      .map(([layer, share]) => ({ layer, share: share / all }))
      .sort((a, b) => a.layer - b.layer);
    return [{ end, share: sum.share / all, count: sum.count, layers }];
  });
}
