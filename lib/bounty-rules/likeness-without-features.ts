import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { isFeatureKind } from "@/lib/circuit-format/kinds";
import { type Feature, formatFeature, parseFeature } from "@/lib/circuit-format/node-id";
import { featureNodesOf, weightOf } from "./feature-nodes-of";
import {
  comparedFeaturesOf,
  cosineKey,
  cosineOf,
  type DecoderCosines,
  type LikenessSide,
  targetName,
  weighed,
} from "./likeness";

/**
 * How alike two circuits are of which one at least is without features (`isWithoutFeatures`), or which were traced in the two modes
 * (`areOfTwoModes`), 0 to 1: `likeness@3`. It is the product of two. How alike their targets are: 1 for one feature or the same tokens, and
 * across two dictionaries of a kind and layer the cosine of the decoder directions, if it is positive. And the cosine of the influences of
 * their other nodes, paired one to one, as far from the target 1, elsewhere 0.9:
 *
 * - of two without features those where influence ends, of a kind and layer;
 * - of one without and one with features all, features as in `likenessOf`, so that nobody passes by a share just over or under the bound;
 * - of the two modes the features of attention and MLPs, since in one of them most of the influence goes through those of the stream.
 *
 * Which tokens they stand at does not count, since other words make no other circuit, nor do biases, which any two circuits of a target
 * share. Where neither has such nodes the targets alone count; where one has none they are not alike. 0 of any others, and of two models.
 * Symmetric. Pure.
 */
export function likenessWithoutFeatures(
  left: LikenessSide,
  right: LikenessSide,
  cosines: DecoderCosines = new Map(),
): number {
  if (left.spec.modelChecksum !== right.spec.modelChecksum) return 0;
  const bare = [left, right].filter(isWithoutFeatures).length;
  if (bare === 0 && !areOfTwoModes(left, right)) return 0;
  const targets = targetsAlike(left, right, cosines);
  const kept = bare === 2 ? endsOf : bare === 1 ? nodesOf : besideStreamOf;
  const [ours, theirs] = [weighed(left, kept(left)), weighed(right, kept(right))];
  // One of which next to nothing was traced is like no other, else it would stand in the way of all that come after it.
  if (ours.length === 0 && theirs.length === 0) return targets;
  return targets * cosineOf(ours, theirs, cosines);
}

/**
 * The share of all nodes' squared influences but the target's below which feature nodes count for none: a weak one that a lower threshold
 * brings in makes no other circuit. In the 36 golden circuits (tests/golden) they hold 0.31 to 0.97.
 */
export const leastFeatureShare = 0.05;

/** Whether a circuit has no feature nodes but its target, or none that hold `leastFeatureShare`. */
export function isWithoutFeatures(side: Parameters<typeof featureNodesOf>[0]): boolean {
  const others = othersOf(side);
  // In units of the largest, so that no square is too small for a double.
  const largest = others.reduce((most, node) => Math.max(most, weightOf(node)), 0);
  if (largest === 0) return true;
  const squares = (of: typeof others) => of.reduce((sum, node) => sum + (weightOf(node) / largest) ** 2, 0);
  return squares(others.filter(({ kind }) => isFeatureKind(kind))) < leastFeatureShare * squares(others);
}

/** Whether one circuit has features of the residual stream beside its target and the other has none: two modes of tracing. */
export function areOfTwoModes(
  left: Parameters<typeof featureNodesOf>[0],
  right: Parameters<typeof featureNodesOf>[0],
): boolean {
  const hasStream = (side: typeof left) => othersOf(side).some(({ kind }) => kind === "resid");
  return hasStream(left) !== hasStream(right);
}

/** The features whose counterparts are looked for: those that are compared, and the target where that is one. */
export function soughtFeaturesOf(side: Parameters<typeof featureNodesOf>[0]): Feature[] {
  const compared = comparedFeaturesOf(side);
  const target = parseFeature(side.spec.target.split("@")[0] ?? "");
  if (!target) return compared;
  const names = new Set(compared.map(formatFeature));
  return names.has(formatFeature(target)) ? compared : [...compared, target];
}

interface TargetFeature extends Feature {
  /** Of its dictionary set. */
  checksum: string;
}

/** The feature that a circuit explains; null where it explains a logit. */
export function targetFeatureOf({ spec }: LikenessSide): TargetFeature | null {
  const feature = parseFeature(spec.target.split("@")[0] ?? "");
  const set = feature && spec.dictionarySets.find(({ kind }) => kind === feature.kind);
  return feature && set ? { ...feature, checksum: set.checksum } : null;
}

function targetsAlike(left: LikenessSide, right: LikenessSide, cosines: DecoderCosines): number {
  const [ours, theirs] = [targetFeatureOf(left), targetFeatureOf(right)];
  if (!ours || !theirs || ours.checksum === theirs.checksum)
    return targetName(left) === targetName(right) ? 1 : 0;
  if (ours.kind !== theirs.kind || ours.layer !== theirs.layer) return 0;
  const cosine = cosines.get(cosineKey(formatFeature(ours), formatFeature(theirs))) ?? 0;
  return Math.min(1, Math.max(0, cosine));
}

/** All nodes but the target. */
function othersOf({ spec, nodes }: Parameters<typeof featureNodesOf>[0]): CircuitNode[] {
  return nodes.filter(({ id }) => id !== spec.target);
}

/** The same without the biases, which any two circuits of a target have in common. */
function nodesOf(side: Parameters<typeof featureNodesOf>[0]): CircuitNode[] {
  return othersOf(side).filter(({ kind }) => kind !== "bias");
}

/** Features but those of the residual stream. */
function besideStreamOf(side: Parameters<typeof featureNodesOf>[0]): CircuitNode[] {
  return featureNodesOf(side).filter(({ kind }) => kind !== "resid");
}

function endsOf(side: Parameters<typeof featureNodesOf>[0]): CircuitNode[] {
  return nodesOf(side).filter(({ kind }) => !isFeatureKind(kind));
}
