import { type Feature, formatFeature, parseFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import { weightOf } from "./feature-nodes-of";
import {
  comparedFeaturesOf,
  comparedNodes,
  cosineKey,
  cosineOf,
  type DecoderCosines,
  type LikenessSide,
  targetName,
  type Weighed,
} from "./likeness";

/**
 * How alike two circuits without feature nodes are, 0 to 1: `likeness@3`. It is the product of two. How alike their targets are: 1 for one
 * feature or the same tokens, and across two dictionaries of a kind and layer the cosine of the decoder directions, if it is positive. And
 * the cosine of the influences of their other nodes, where influence ends: of a kind and layer, paired one to one, as far from the target
 * 1, elsewhere 0.9. Which tokens those are does not count, since other words make no other circuit. Where either has no such nodes, their targets alone count.
 * 0 where either has feature nodes, or they are of two models. Symmetric. Pure.
 */
export function likenessWithoutFeatures(
  left: LikenessSide,
  right: LikenessSide,
  cosines: DecoderCosines = new Map(),
): number {
  if (left.spec.modelChecksum !== right.spec.modelChecksum) return 0;
  if (!isWithoutFeatures(left) || !isWithoutFeatures(right)) return 0;
  const targets = targetsAlike(left, right, cosines);
  const [ours, theirs] = [endsOf(left), endsOf(right)];
  if (ours.length === 0 || theirs.length === 0) return targets;
  return targets * cosineOf(ours, theirs, new Map());
}

/** Whether a circuit has no feature nodes but its target, or none with influence. */
export function isWithoutFeatures(side: LikenessSide): boolean {
  return comparedFeaturesOf(side).length === 0;
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

/** All nodes but the target, the most influential ones, in units of the largest. */
function endsOf({ spec, nodes }: LikenessSide): Weighed[] {
  const target = parseNodeId(spec.target);
  const origin = target && "position" in target ? target.position : 0;
  const ends = nodes
    .filter((node) => node.id !== spec.target && weightOf(node) > 0)
    .sort((a, b) => weightOf(b) - weightOf(a) || (a.id < b.id ? -1 : 1))
    .slice(0, comparedNodes);
  const largest = ends[0] ? weightOf(ends[0]) : 1;
  return ends.map((node) => {
    const name = node.id.split("@")[0] ?? "";
    return {
      ...{ weight: weightOf(node) / largest, feature: name, kindAndLayer: name, set: "" },
      // The biases stand nowhere in the text.
      distance: node.position === null ? 0 : node.position - origin,
    };
  });
}
