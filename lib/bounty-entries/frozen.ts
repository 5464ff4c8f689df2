import { gzipSync } from "node:zlib";
import { z } from "zod";
import { type EntryContent, entryContentSchema, entryHash } from "@/lib/bounty-format/entry-content";
import { entryFileFormat } from "@/lib/bounty-format/entry-file";
import type { Earlier, EntryFacts } from "@/lib/bounty-format/facts";
import { type EligibilityReport, reportSchema } from "@/lib/bounty-format/report";
import type { BountyTerms } from "@/lib/bounty-format/terms";
import { judgeEntry } from "@/lib/bounty-rules/judge-entry";
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
import { unpackNodes } from "@/lib/documents/circuit-nodes";
import { unpackDocument, unpackText } from "@/lib/documents/packed-document";
import { hashSchema } from "@/lib/finding-format/hash-schema";

/** What is done with an entry's frozen file. No database: it runs on a thread, since a large circuit takes seconds. */

/** A `circuit-commons/entry@1` file but for its facts: what `EntryVersion.file` holds, packed. */
const frozenSchema = z.object({
  content: entryContentSchema,
  contentHash: hashSchema,
  circuit: circuitSchema,
});

const bytesSchema = z.instanceof(Uint8Array);

export const frozenAnswer = z.object({ file: bytesSchema, report: reportSchema });

interface ToFreeze {
  content: EntryContent;
  /** The circuit's document, packed as it is stored. */
  graph: Uint8Array;
  facts: EntryFacts;
  terms: BountyTerms;
}

/** Packs content and circuit as one file, and judges them by what is known so far. */
export function freezeEntry({ content, graph, facts, terms }: ToFreeze): z.infer<typeof frozenAnswer> {
  const head = JSON.stringify({ format: entryFileFormat, content, contentHash: entryHash(content) });
  const document = unpackText(graph);
  const whole = Buffer.concat([Buffer.from(`${head.slice(0, -1)},"circuit":`), document, Buffer.from("}")]);
  const circuit = circuitSchema.parse(JSON.parse(document.toString("utf8")));
  return { file: new Uint8Array(gzipSync(whole)), report: judgeEntry(terms, { content, circuit, facts }) };
}

interface ToJudge {
  file: Uint8Array;
  facts: EntryFacts;
  terms: BountyTerms;
}

/** The same of a file that is frozen already. */
export function judgeFrozen({ file, facts, terms }: ToJudge): EligibilityReport {
  return judgeEntry(terms, { ...frozenSchema.parse(unpackDocument(file)), facts });
}

interface ToComplete {
  file: Uint8Array;
  facts: EntryFacts;
  factsHash: string;
}

export const completeAnswer = bytesSchema;

/** The whole `circuit-commons/entry@1` file, packed: what is frozen, with its facts. */
export function completeFile({ file, facts, factsHash }: ToComplete): Uint8Array {
  const frozen = unpackText(file);
  const end = `,"facts":${JSON.stringify(facts)},"factsHash":${JSON.stringify(factsHash)}}`;
  return new Uint8Array(gzipSync(Buffer.concat([frozen.subarray(0, -1), Buffer.from(end)])));
}

const { modelChecksum, dictionarySets, target } = circuitSpecSchema.shape;
export const readFrozenAnswer = z.object({
  content: entryContentSchema,
  spec: circuitSpecSchema,
  nodes: circuitSchema.shape.nodes,
});
export type ReadFrozen = z.infer<typeof readFrozenAnswer>;

/** What of a frozen file facts are gathered by. */
export function readFrozen(file: Uint8Array): ReadFrozen {
  const { content, circuit } = frozenSchema.parse(unpackDocument(file));
  return { content, spec: circuit.spec, nodes: circuit.nodes };
}

export const likenessesAnswer = z.array(z.number().nullable());
const sideSpec = z.object({ modelChecksum, dictionarySets, target });

interface ToCompare {
  own: LikenessSide;
  others: {
    /** Null for a frozen file, which has its own. */
    spec: z.infer<typeof sideSpec> | null;
    /** Nodes, a whole graph, or a frozen file, packed. */
    packed: Uint8Array;
  }[];
  /**
   * `likeness@1` within the circuit's own dictionary sets, `likeness@2` across them, `likeness@3` both where one at least is without features,
   * or they are of two modes.
   */
  measure: Earlier["measure"];
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
 * compared with: that is not known. By `likeness@2` 0 to one with none other, which is told within.
 */
export function likenesses({ own, others, measure, counterparts }: ToCompare): (number | null)[] {
  return others.map(({ spec, packed }) => {
    try {
      const other = spec ? { spec, nodes: unpackNodes(packed) } : readFrozen(packed);
      if (measure === "likeness@1") return likenessOf(own, other);
      const by = measure === "likeness@2" ? likenessAcross : likenessByTargets;
      return by(own, other, counterparts);
    } catch {
      return null;
    }
  });
}

function likenessAcross(own: LikenessSide, other: LikenessSide, counterparts: SetCounterparts[]) {
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
