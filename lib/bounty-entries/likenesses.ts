import { z } from "zod";
import { areAsFine, atOneThreshold, type CutSide, type Fineness } from "@/lib/bounty-rules/at-one-threshold";
import {
  comparedFeaturesOf,
  cosineKey,
  type DecoderCosines,
  type LikenessSide,
  likenessOf,
  targetName,
} from "@/lib/bounty-rules/likeness";
import {
  areOfTwoModes,
  isWithoutFeatures,
  likenessWithoutFeatures,
  targetFeatureOf,
} from "@/lib/bounty-rules/likeness-without-features";
import { circuitSchema, circuitSpecSchema } from "@/lib/circuit-format/circuit";
import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import type { Counterparts } from "@/lib/counterparts/counterparts";
import { unpackDocument } from "@/lib/documents/packed-document";

/** How alike an entry is to others. No database: it runs on a thread, since a large circuit takes seconds. */

const { modelChecksum, dictionarySets, target, threshold, edgeThreshold, maxNodes } = circuitSpecSchema.shape;
export const likenessesAnswer = z.array(
  z.object({ whole: z.number(), cut: z.number().nullable() }).nullable(),
);
const sideSpec = z.object({ modelChecksum, dictionarySets, target, threshold, edgeThreshold, maxNodes });
type ComparedSide = LikenessSide & { spec: z.infer<typeof sideSpec> };

interface ToCompare {
  own: ComparedSide;
  /** Its frozen file, whose edges are read where another is of other thresholds. */
  file: Uint8Array;
  others: {
    /** Null for a frozen file, which has its own. */
    spec: z.infer<typeof sideSpec> | null;
    /** Nodes, a whole graph, or a frozen file, packed. Of nodes alone, which have no edges, nothing is cut. */
    packed: Uint8Array;
  }[];
  /**
   * `likeness@1` within the circuit's own dictionary sets, `likeness@2` across them, `likeness@3` both where one at least is without features,
   * or they are of two modes.
   */
  measure: keyof typeof measures;
  /** Whether those of other thresholds are compared at one as well. */
  isCut: boolean;
  /** Of other dictionary sets, to compare across them. */
  counterparts: SetCounterparts[];
}

/** The counterparts of a circuit's features in another set. */
export interface SetCounterparts {
  kind: string;
  checksum: string;
  found: Counterparts;
}

/**
 * How alike a circuit is to each of some others, in their order; null to one that cannot be read, or whose dictionaries nothing was
 * compared with: that is not known. By `likeness@2` 0 to one with none other, which is told within. `cut` is the same at one threshold
 * (`atOneThreshold`), where that makes them more alike: `likeness@4`.
 */
export function likenesses(asked: ToCompare): z.infer<typeof likenessesAnswer> {
  const { own, file, others, measure, isCut, counterparts } = asked;
  const by = measures[measure];
  let ownWhole: UnpackedSide | null = null;
  return others.map((each) => {
    try {
      const other = unpack(each, isCut ? own.spec : null);
      const whole = by(own, other, counterparts);
      if (whole === null) return null;
      if (!hasEdges(other)) return { whole, cut: null };
      // Unpacked where the first of other thresholds comes: it may be large.
      ownWhole ??= unpack({ spec: null, packed: file }, other.spec);
      if (!hasEdges(ownWhole)) return { whole, cut: null };
      const cuts = atOneThreshold(ownWhole, other).map((pair) => by(...pair, counterparts));
      const cut = Math.max(0, ...cuts.filter((likeness) => likeness !== null));
      return { whole, cut: cut > whole ? cut : null };
    } catch {
      return null;
    }
  });
}

/** A circuit that is compared, with its edges where they were unpacked. */
type UnpackedSide = ComparedSide & Partial<Pick<CutSide, "edges" | "rest">>;

const { nodes, edges, rest } = circuitSchema.shape;
const nodesSchema = z.object({ nodes });
const edgesSchema = z.object({ edges, rest });
const frozenSchema = z.object({ circuit: nodesSchema.extend({ spec: circuitSpecSchema }).loose() });

/** With its edges, most of a graph, only where it has some and other thresholds than it is compared to. */
function unpack({ spec, packed }: ToCompare["others"][number], comparedTo: Fineness | null): UnpackedSide {
  const document = unpackDocument(packed);
  const graph = spec
    ? { ...nodesSchema.loose().parse(document), spec }
    : frozenSchema.parse(document).circuit;
  const side = { spec: graph.spec, nodes: graph.nodes };
  if (!comparedTo || areAsFine(side.spec, comparedTo)) return side;
  return { ...side, ...edgesSchema.safeParse(graph).data };
}

function hasEdges(side: UnpackedSide): side is CutSide & ComparedSide {
  return side.edges !== undefined && side.rest !== undefined;
}

const measures = {
  "likeness@1": (own: LikenessSide, other: LikenessSide) => likenessOf(own, other),
  "likeness@2": likenessAcross,
  "likeness@3": likenessByTargets,
} satisfies Record<string, typeof likenessAcross>;

function likenessAcross(
  own: LikenessSide,
  other: LikenessSide,
  counterparts: SetCounterparts[],
): number | null {
  if (own.spec.modelChecksum !== other.spec.modelChecksum) return 0;
  const strange = strangeSets(own, other, comparedFeaturesOf(own));
  if (strange.length === 0) return 0;
  const found = strange.map((set) => counterparts.find((known) => isOf(known, set)));
  return found.every((set) => set !== undefined) ? likenessOf(own, other, cosinesOf(found)) : null;
}

function likenessByTargets(own: LikenessSide, other: LikenessSide, counterparts: SetCounterparts[]) {
  if (own.spec.modelChecksum !== other.spec.modelChecksum) return 0;
  const bare = [own, other].filter(isWithoutFeatures).length;
  const [ours, theirs] = [targetFeatureOf(own), targetFeatureOf(other)];
  const isAcross =
    ours?.kind === theirs?.kind && ours?.layer === theirs?.layer && ours?.checksum !== theirs?.checksum;
  if (bare === 0 && !areOfTwoModes(own, other)) return 0;
  if (!isAcross && targetName(own) !== targetName(other)) return 0;
  // Of two without features the targets are all that depends on dictionaries.
  const needed = [...(bare === 2 ? [] : comparedFeaturesOf(own)), ...(isAcross && ours ? [ours] : [])];
  const found = strangeSets(own, other, needed).map((set) => counterparts.find((known) => isOf(known, set)));
  const hasTarget = (set: SetCounterparts | undefined) =>
    ours && theirs && set && isOf(set, theirs) && set.found.some((each) => isSame(each, ours));
  if (isAcross && !found.some(hasTarget)) return null;
  return found.every((set) => set !== undefined)
    ? likenessWithoutFeatures(own, other, cosinesOf(found))
    : null;
}

/** The dictionary sets of a circuit of the kinds of some features of another that has other ones of these kinds. */
function strangeSets(own: LikenessSide, other: LikenessSide, features: readonly Feature[]) {
  const kinds = new Set<string>(features.map(({ kind }) => kind));
  const known = new Map(own.spec.dictionarySets.map(({ kind, checksum }) => [kind, checksum]));
  return other.spec.dictionarySets.filter(
    ({ kind, checksum }) => kinds.has(kind) && known.get(kind) !== checksum,
  );
}

function isSame(one: Feature, other: Feature): boolean {
  return formatFeature(one) === formatFeature(other);
}

function isOf(set: Omit<SetCounterparts, "found">, { kind, checksum }: { kind: string; checksum: string }) {
  return set.kind === kind && set.checksum === checksum;
}

function cosinesOf(sets: readonly SetCounterparts[]): DecoderCosines {
  const cosines = new Map<string, number>();
  for (const { found } of sets)
    for (const { kind, layer, index, others } of found)
      for (const [counterpart, cosine] of others)
        cosines.set(
          cosineKey(
            formatFeature({ kind, layer, index }),
            formatFeature({ kind, layer, index: counterpart }),
          ),
          cosine,
        );
  return cosines;
}
