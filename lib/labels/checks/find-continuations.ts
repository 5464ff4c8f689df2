import { formatFeature } from "@/lib/circuit-format/node-id";
import type { Prisma, Transaction } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { type Evidence, evidenceSchema } from "@/lib/evidence-format/evidence";
import { unpackWindow } from "@/lib/features/window-codec";
import { getVocabulary } from "@/lib/models/vocabulary";
import { randomOf, shuffled } from "@/lib/seeded-random";
import {
  type DecoyFeature,
  type DrawnContinuation,
  drawContinuations,
  type Place,
} from "./draw-continuations";
import type { Decoy } from "./stratum";

interface Wanted {
  dictionaryId: string;
  index: number;
  /** That its evidence was put in by last. */
  indexId: string;
  label: string;
  seed: number;
  /** Windows ("index/number") that are not to come. */
  without: ReadonlySet<string>;
}

/** Other features of either sort whose tokens are looked at. */
const perSort = 12;
/** The cosine from which on another feature writes so much the same that no answer would be wrong. */
const maxCosine = 0.5;
/** Texts that are looked at: the corpus' own next token rules some out. */
const maxPlaces = 40;

/** Draws a hand of continuations from what is stored of a feature and of those around it; null where there is too little. */
export async function findContinuations(
  tx: Transaction,
  evidence: Evidence,
  { dictionaryId, index, indexId, label, seed, without }: Wanted,
): Promise<DrawnContinuation[] | null> {
  if (!evidence.logits) return null;
  const random = randomOf(seed);
  const { set, layer, dSae } = await tx.dictionary.findUniqueOrThrow({
    where: { id: dictionaryId },
    select: {
      ...{ layer: true, dSae: true },
      set: { select: { kind: true, model: { select: { name: true, vocabularySize: true } } } },
    },
  });
  const { model } = set;
  const places = placesOf(evidence, random, without);
  const [vocabulary, drawn, windows] = await Promise.all([
    getVocabulary(model.name),
    findAfter(tx, dictionaryId, Math.floor(random() * dSae)),
    tx.corpusWindow.findMany({
      where: { OR: places.map(({ indexId, window }) => ({ indexId, number: window })) },
      select: { indexId: true, number: true, tokenIds: true },
    }),
  ]);
  const tooNear = new Set([
    formatFeature({ kind: set.kind, layer, index }),
    ...evidence.neighbours.flatMap((each) => (each.cosine >= maxCosine ? [formatFeature(each)] : [])),
  ]);
  const others: Decoy[] = [
    ...evidence.together.slice(0, perSort).map((each) => ({ ...each, as: "together" as const })),
    ...drawn.map((each) => ({ kind: set.kind, layer, index: each, as: "random" as const })),
  ].filter((each) => !tooNear.has(formatFeature(each)));
  const ids = new Map(
    windows.map((row) => [`${row.indexId}/${row.number}`, unpackWindow(row.tokenIds, model.vocabularySize)]),
  );
  const kept = places.filter((place) => ids.has(`${place.indexId}/${place.window}`));
  return drawContinuations({
    promoted: evidence.logits.promoted,
    decoys: await promotedOf(tx, indexId, others),
    places: kept,
    nextTokenOf: ({ indexId, window, position }) => ids.get(`${indexId}/${window}`)?.[position + 1],
    textOf: (token) => vocabulary?.tokens.get(token)?.text,
    ...{ label, seed },
  });
}

/** Texts in which it fires, from each band in turn, one of a window. */
function placesOf({ corpora, bands }: Evidence, random: () => number, without: ReadonlySet<string>): Place[] {
  const taken = new Set(without);
  const piles = shuffled(bands, random).map(({ drawn }) => shuffled(drawn, random));
  const places: Place[] = [];
  for (let turn = 0; places.length < maxPlaces && piles.some(({ length }) => length > turn); turn++)
    for (const pile of piles) {
      const text = pile[turn];
      const indexId = text && corpora[text.corpus]?.indexId;
      if (!text || !indexId || taken.has(`${indexId}/${text.window}`)) continue;
      taken.add(`${indexId}/${text.window}`);
      const { window, position, probability } = text;
      places.push({ indexId, window, position, probability: probability ?? 1 });
    }
  return places.slice(0, maxPlaces);
}

/** Features of a dictionary that fire, from a number on, and round its end. */
async function findAfter(tx: Transaction, dictionaryId: string, number: number): Promise<number[]> {
  const find = (index: Prisma.IntFilter) =>
    tx.featureEvidence.findMany({
      where: { dictionaryId, index, density: { gt: 0 } },
      orderBy: { index: "asc" },
      take: perSort,
      select: { index: true },
    });
  const after = await find({ gte: number });
  const rows = after.length < perSort ? [...after, ...(await find({ lt: number }))] : after;
  return rows.slice(0, perSort).map(({ index }) => index);
}

/** What features promote that an index was read with, in their order; those without evidence are left out. */
async function promotedOf(
  tx: Transaction,
  indexId: string,
  others: readonly Decoy[],
): Promise<DecoyFeature[]> {
  const wanted = others.map(({ kind, layer, index }, place) => ({ place, kind, layer, index }));
  const rows = await tx.$queryRaw<{ place: number; document: Uint8Array }[]>`
    select w.place, e.document
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(place int, kind text, layer int, index int)
    join "IndexSet" i on i."indexId" = ${indexId}::uuid and i.kind::text = w.kind
    join "Dictionary" d on d."setId" = i."setId" and d.layer = w.layer
    join "FeatureEvidence" e on e."dictionaryId" = d.id and e.index = w.index
    order by w.place`;
  return rows.flatMap(({ place, document }) => {
    const other = others[place];
    const { logits } = evidenceSchema.parse(unpackDocument(document));
    return other && logits
      ? [{ ...decoyOf(other), promoted: logits.promoted.map(({ token }) => token) }]
      : [];
  });
}

const decoyOf = ({ kind, layer, index, as }: Decoy): Decoy => ({ kind, layer, index, as });
