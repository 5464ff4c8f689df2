import { randomInt } from "node:crypto";
import { db, type Transaction } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { AppError } from "@/lib/errors";
import { type Evidence, evidenceSchema } from "@/lib/evidence-format/evidence";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import { getFeatureKeys } from "@/lib/features/feature-row";
import { unpackWindow } from "@/lib/features/window-codec";
import { readTexts } from "../checks/hand-texts";
import { seenBefore } from "../checks/seen-before";
import { holdNaming } from "../naming";
import { isAskedByLabel } from "./asked-elsewhere";
import { type DrawnQuestion, drawIntruders } from "./draw-intruders";
import type { IntruderHand } from "./view";

interface Taken {
  feature: FeatureAddress;
  raterId: string;
  /** Whether a key of theirs takes it: programs have hands of their own, which are counted apart. */
  byProgram: boolean;
}

const maxSeed = 2_147_483_647;

/**
 * Questions of which of five texts a feature does not fire in: drawn when they are asked for first, the same ones again until all are
 * answered, and then with what was right. No label is shown. Throws "not-found", "conflict" for who is being asked by a label of the feature,
 * which this would tell the answers of, and "unprocessable" where there is too little to ask about.
 */
export async function takeIntruders({ feature, raterId, byProgram }: Taken): Promise<IntruderHand> {
  const { dictionaryId, index } = await getFeatureKeys(feature);
  const of = { dictionaryId, index, side: "input" } as const;
  const hand = { dictionaryId, index, raterId, byProgram };
  const { vocabularySize } = await db().model.findUniqueOrThrow({
    where: { name: feature.model },
    select: { vocabularySize: true },
  });
  await db().$transaction(async (tx) => {
    await holdNaming(tx, of);
    if ((await tx.intruderQuestion.count({ where: hand })) > 0) return;
    if (await isAskedByLabel(tx, of, raterId))
      throw new AppError(
        "conflict",
        "You are being asked about texts of this feature by a label of it. Answer those first: these would tell you what is right there.",
      );
    const seed = randomInt(maxSeed);
    // By a label of what it makes the model say one sees texts in which it fires, too.
    const seen = [
      ...(await seenBefore(tx, of, raterId)),
      ...(await seenBefore(tx, { ...of, side: "output" }, raterId)),
    ];
    const drawn = await draw(tx, of, { seed, without: new Set(seen), vocabularySize });
    if (!drawn)
      throw new AppError(
        "unprocessable",
        "There are too few texts of this feature left that you have not been asked about.",
      );
    for (const [number, { texts, ...question }] of drawn.entries())
      await tx.intruderQuestion.create({
        data: {
          ...{ ...hand, number, seed, ...question },
          texts: { create: texts.map((text, place) => ({ ...text, place })) },
        },
      });
  });
  return readHand(hand, feature, vocabularySize);
}

/** One's hand of a feature as it is, with nothing drawn; null where one has none. Throws "not-found". */
export async function findIntruders({ feature, raterId, byProgram }: Taken): Promise<IntruderHand | null> {
  const { dictionaryId, index } = await getFeatureKeys(feature);
  const hand = { dictionaryId, index, raterId, byProgram };
  if ((await db().intruderQuestion.count({ where: hand })) === 0) return null;
  const { vocabularySize } = await db().model.findUniqueOrThrow({
    where: { name: feature.model },
    select: { vocabularySize: true },
  });
  return readHand(hand, feature, vocabularySize);
}

interface Wanted {
  seed: number;
  without: ReadonlySet<string>;
  vocabularySize: number;
}

/** Whether there are texts enough of a feature to ask somebody who has seen none. */
export async function hasTexts(of: FeatureAddress): Promise<boolean> {
  const [keys, { vocabularySize }] = await Promise.all([
    getFeatureKeys(of),
    db().model.findUniqueOrThrow({ where: { name: of.model }, select: { vocabularySize: true } }),
  ]);
  return (await draw(db(), keys, { seed: 1, without: new Set(), vocabularySize })) !== null;
}

async function draw(
  tx: Transaction,
  { dictionaryId, index }: { dictionaryId: string; index: number },
  { seed, without, vocabularySize }: Wanted,
): Promise<DrawnQuestion[] | null> {
  const row = await tx.featureEvidence.findUnique({
    where: { dictionaryId_index: { dictionaryId, index } },
    select: { document: true },
  });
  if (!row) return null;
  const evidence = evidenceSchema.parse(unpackDocument(row.document));
  const windows = await tx.corpusWindow.findMany({
    where: { OR: windowsOf(evidence) },
    select: { indexId: true, number: true, tokenIds: true },
  });
  const lengths = new Map(
    windows.map(({ indexId, number, tokenIds }) => [
      `${indexId}/${number}`,
      unpackWindow(tokenIds, vocabularySize).length,
    ]),
  );
  return drawIntruders(evidence, seed, without, (place) => lengths.get(`${place.indexId}/${place.window}`));
}

/** Every window that a question may be made of, by corpus. */
function windowsOf({ corpora, bands, negatives }: Evidence) {
  const drawn = [...bands.flatMap((band) => band.drawn), ...negatives];
  return corpora.map(({ indexId }, corpus) => ({
    indexId,
    number: { in: drawn.flatMap((each) => (each.corpus === corpus ? [each.window] : [])) },
  }));
}

type Hand = Omit<Taken, "feature"> & { dictionaryId: string; index: number };

async function readHand(hand: Hand, feature: FeatureAddress, vocabularySize: number): Promise<IntruderHand> {
  const rows = await db().intruderQuestion.findMany({
    where: hand,
    orderBy: { number: "asc" },
    include: { texts: { orderBy: { place: "asc" } } },
  });
  const texts = await readTexts(
    { name: feature.model, vocabularySize },
    rows.flatMap((row) => row.texts),
  );
  const isDone = rows.every(({ answeredAt }) => answeredAt !== null);
  // What is right is told when nothing is asked any more, by a label neither.
  const isTold = isDone && !(await isAskedByLabel(db(), hand, hand.raterId));
  let read = 0;
  return {
    ...{ feature: featurePath(feature), isDone },
    questions: rows.map(({ id, answeredAt, chosen, intruder, texts: shown }) => ({
      ...{ id, isAnswered: answeredAt !== null, chosen, intruder: isTold ? intruder : null },
      texts: shown.map(({ first }) => fromOne(texts[read++] ?? [], first)),
    })),
  };
}

/** Tokens counted from the first that is shown: where in its window a text stands might tell. */
function fromOne(tokens: IntruderHand["questions"][number]["texts"][number], first: number) {
  return tokens.map((token) => ({ ...token, position: token.position - first + 1 }));
}
