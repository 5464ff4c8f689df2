import { mix } from "../evidence/draw";
import { drawEvenly } from "../evidence/subsample";
import { type RoleNode, roleNodeName } from "./circuit-nodes";

/** Fewest random circuits that a percentile is said of. */
export const minRandomCircuits = 100;
export const maxRandomCircuits = 10_000;

/**
 * Random circuits alike to one in size, layers and kinds: of each layer and kind as many features, errors and skips as it has,
 * drawn evenly from all at any role that are active in a prompt. Its own nodes may be drawn too. The same seed draws the same.
 */
export function drawRandomCircuits(
  circuit: readonly RoleNode[],
  candidates: readonly RoleNode[],
  count: number,
  seed: number,
): RoleNode[][] {
  const strata = new Map<string, { all: Map<string, RoleNode>; wanted: number }>();
  const stratumOf = ({ kind, layer, index }: RoleNode) => {
    const name = `${kind}.${layer}.${typeof index === "number" ? "feature" : (index ?? "error")}`;
    const stratum = strata.get(name) ?? { all: new Map<string, RoleNode>(), wanted: 0 };
    strata.set(name, stratum);
    return stratum;
  };
  for (const node of candidates) stratumOf(node).all.set(roleNodeName(node), node);
  for (const node of circuit) {
    const stratum = stratumOf(node);
    stratum.wanted += 1;
    stratum.all.set(roleNodeName(node), node);
  }
  return Array.from({ length: count }, (_, n) =>
    [...strata.values()].flatMap(({ all, wanted }, s) =>
      drawEvenly([...all.values()], wanted, mix(mix(seed, n), s)),
    ),
  );
}

/** Shares nearer than this are the same: what differs is float32's rounding. */
const sameShare = 1e-6;

/** Of a hundred random circuits, how many have less than `value`; those that have the same count half. */
export function percentileOf(value: number, random: readonly number[]): number {
  const margin = sameShare * (1 + Math.abs(value));
  const below = random.filter((other) => other < value - margin).length;
  const same = random.filter((other) => Math.abs(other - value) <= margin).length;
  return (100 * (below + same / 2)) / random.length;
}
