import type { CircuitNode, CircuitSpec } from "@/lib/circuit-format/circuit";
import { type Feature, featureOf, formatFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import { byWeight, featureNodesOf, weightOf } from "./feature-nodes-of";

/** What likeness needs of a circuit. */
export interface LikenessSide {
  spec: Pick<CircuitSpec, "modelChecksum" | "dictionarySets" | "target">;
  nodes: readonly CircuitNode[];
}

/**
 * Cosines of decoder directions of features of two dictionaries, by `attn.3.566>attn.3.81`: the left circuit's feature, then the
 * right one's. What is not there is 0. In `likeness@2` they are those of counterparts (lib/counterparts) of the left one's features.
 */
export type DecoderCosines = ReadonlyMap<string, number>;

export function cosineKey(left: string, right: string): string {
  return `${left}>${right}`;
}

/** Of either side, the most influential ones. */
export const comparedNodes = 200;
/** How alike a feature is to itself at another place from the target. */
const elsewhere = 0.9;

export interface Weighed {
  weight: number;
  /** Or what else a node is, without its position. */
  feature: string;
  kindAndLayer: string;
  /** Tokens from the target. */
  distance: number;
  /** The checksum of its dictionary set. */
  set: string;
}

/**
 * How alike two circuits are, 0 to 1, whatever their words, names, groups and thresholds: `likeness@1`. Feature nodes but the target
 * are weighed by their influence a and b, and paired one to one, the pairs of the largest a b c first: c is 1 for the same feature
 * as far from the target, 0.9 for it elsewhere, and across two dictionaries of a kind and layer the cosine of their decoder directions
 * (times 0.9 elsewhere), if it is positive. The likeness is sum(a b c) / sqrt(sum(a^2) sum(b^2)): nodes count by the square
 * of their influence, so weak ones hardly do, however many. Circuits of two models are not alike; two without such nodes are where
 * their targets are of one feature or token. Symmetric. Pure.
 *
 * `likeness@2` is the same with cosines that are kept: those of 0.5 and more, of each feature of the left circuit the 32 largest.
 */
export function likenessOf(
  left: LikenessSide,
  right: LikenessSide,
  cosines: DecoderCosines = new Map(),
): number {
  if (left.spec.modelChecksum !== right.spec.modelChecksum) return 0;
  const [ours, theirs] = [weighed(left, featureNodesOf(left)), weighed(right, featureNodesOf(right))];
  if (ours.length === 0 && theirs.length === 0) return targetName(left) === targetName(right) ? 1 : 0;
  return cosineOf(ours, theirs, cosines);
}

/** The cosine of two lists of weights, paired one to one by what they have in common. */
export function cosineOf(
  ours: readonly Weighed[],
  theirs: readonly Weighed[],
  cosines: DecoderCosines,
): number {
  const size = Math.sqrt(squares(ours) * squares(theirs));
  if (size === 0) return 0;
  const paired = { left: new Set<number>(), right: new Set<number>() };
  let shared = 0;
  for (const { i, j, value } of pairsOf(ours, theirs, cosines)) {
    if (paired.left.has(i) || paired.right.has(j)) continue;
    paired.left.add(i);
    paired.right.add(j);
    shared += value;
  }
  return Math.min(1, shared / size);
}

/** Every pair that has something in common, the most first; of equals in an order that is the same from either side. */
function pairsOf(ours: readonly Weighed[], theirs: readonly Weighed[], cosines: DecoderCosines) {
  const bySet = grouped(theirs, ({ set, feature }) => `${set} ${feature}`);
  // Only across two dictionaries are others than the same feature alike.
  const byPlace = cosines.size > 0 ? grouped(theirs, ({ kindAndLayer }) => kindAndLayer) : null;
  const pairs: { i: number; j: number; value: number; tie: string }[] = [];
  for (const [i, a] of ours.entries()) {
    const across = (byPlace?.get(a.kindAndLayer) ?? []).filter((j) => theirs[j]?.set !== a.set);
    for (const j of [...(bySet.get(`${a.set} ${a.feature}`) ?? []), ...across]) {
      const b = theirs[j];
      const value = b ? a.weight * b.weight * commonOf(a, b, cosines) : 0;
      if (b && value > 0) pairs.push({ i, j, value, tie: [placeOf(a), placeOf(b)].sort().join(">") });
    }
  }
  return pairs.sort((a, b) => b.value - a.value || (a.tie < b.tie ? -1 : a.tie > b.tie ? 1 : 0));
}

/** The places in a list of what has the same key. */
function grouped(list: readonly Weighed[], keyOf: (each: Weighed) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [at, each] of list.entries()) {
    const key = keyOf(each);
    const known = groups.get(key);
    if (known) known.push(at);
    else groups.set(key, [at]);
  }
  return groups;
}

function commonOf(a: Weighed, b: Weighed, cosines: DecoderCosines): number {
  const place = a.distance === b.distance ? 1 : elsewhere;
  if (a.set === b.set) return a.feature === b.feature ? place : 0;
  const cosine = cosines.get(cosineKey(a.feature, b.feature)) ?? 0;
  return cosine > 0 ? place * Math.min(1, cosine) : 0;
}

const placeOf = ({ set, feature, distance }: Weighed) => `${set} ${feature} ${distance}`;

function squares(nodes: readonly Weighed[]): number {
  return nodes.reduce((sum, { weight }) => sum + weight ** 2, 0);
}

/**
 * Some nodes of a circuit by what they are and how far from the target they stand, the most influential of them, in units of the largest, so
 * that no square is too small for a double. What is no feature is known by its kind and layer, whatever the dictionary.
 */
export function weighed({ spec }: LikenessSide, nodes: readonly CircuitNode[]): Weighed[] {
  const target = parseNodeId(spec.target);
  const origin = target && "position" in target ? target.position : 0;
  const sets = new Map(spec.dictionarySets.map(({ kind, checksum }) => [`${kind}`, checksum]));
  const most = nodes.toSorted(byWeight).slice(0, comparedNodes);
  const largest = most[0] ? weightOf(most[0]) : 0;
  return most.flatMap((node): Weighed[] => {
    const weight = largest > 0 ? weightOf(node) / largest : 0;
    if (weight === 0) return [];
    // The biases stand nowhere in the text.
    const distance = node.position === null ? 0 : node.position - origin;
    const feature = featureOf(node);
    if (feature) {
      const kindAndLayer = `${feature.kind}.${feature.layer}`;
      return [
        {
          weight,
          distance,
          feature: formatFeature(feature),
          kindAndLayer,
          set: sets.get(feature.kind) ?? "",
        },
      ];
    }
    const name = node.id.split("@")[0] ?? "";
    return [{ weight, distance, feature: name, kindAndLayer: name, set: "" }];
  });
}

/** The features that are compared of a circuit, each once, the most influential first. */
export function comparedFeaturesOf(side: Parameters<typeof featureNodesOf>[0]): Feature[] {
  const features = featureNodesOf(side)
    .filter((node) => weightOf(node) > 0)
    .slice(0, comparedNodes)
    .flatMap((node) => featureOf(node) ?? []);
  return [...new Map(features.map((feature) => [formatFeature(feature), feature])).values()];
}

/** Without its position, and of a feature with its dictionary set. */
export function targetName({ spec }: LikenessSide): string {
  const set = spec.dictionarySets.find(({ kind }) => spec.target.startsWith(`${kind}.`));
  return `${set?.checksum ?? ""} ${spec.target.split("@")[0]}`;
}
