import { randomInt } from "node:crypto";
import { db, type Transaction } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { AppError } from "@/lib/errors";
import { evidenceSchema } from "@/lib/evidence-format/evidence";
import { unpackWindow } from "@/lib/features/window-codec";
import { readTexts } from "../checks/hand-texts";
import { getLabelToCheck } from "../checks/label-to-check";
import { seenBefore } from "../checks/seen-before";
import type { SideKey } from "../label-event";
import { holdNaming } from "../naming";
import { sideOf } from "../side-of";
import { cutPinpoints, type DrawnPinpoint, placesToPinpoint } from "./draw-pinpoints";
import type { PinpointHand } from "./view";

interface Taken {
  labelId: string;
  raterId: string;
  /** Whether a key of theirs takes it: programs have hands of their own, which are counted apart. */
  byProgram: boolean;
}

const maxSeed = 2_147_483_646;

/**
 * Texts of which somebody is asked at which token a label's feature fires most: drawn when they are asked for first, the same ones again
 * until all are answered, and then with what was right. They come after a hand of texts in some of which it fires: that it fires is known
 * of these. Throws "not-found", "forbidden" for one's own label, and "unprocessable" where there is nothing to ask about.
 */
export async function takePinpoints(taken: Taken): Promise<PinpointHand> {
  const { labelId, raterId } = taken;
  const of = await sideOf(labelId);
  const label = await getLabelToCheck(labelId, raterId);
  if (of.side === "output")
    throw new AppError(
      "unprocessable",
      "This label says what the feature makes the model say, not where it fires.",
    );
  const hand = { ...taken, wording: label.wording };
  await db().$transaction(async (tx) => {
    await holdNaming(tx, of);
    if ((await tx.pinpointCheck.count({ where: hand })) > 0) return;
    const before = await tx.labelCheck.findMany({ where: hand, select: { answeredAt: true } });
    if (before.length === 0 || before.some(({ answeredAt }) => answeredAt === null))
      throw new AppError(
        "unprocessable",
        "Say first, by this label, in which texts the feature fires. Then you are asked at which token.",
      );
    const seed = randomInt(maxSeed);
    const without = new Set([...label.pinned, ...(await seenBefore(tx, of, raterId))]);
    const drawn = await draw(tx, of, { seed, without, vocabularySize: label.model.vocabularySize });
    if (!drawn)
      throw new AppError(
        "unprocessable",
        "There are too few texts of this feature left that you have not been asked about.",
      );
    await tx.pinpointCheck.createMany({
      data: drawn.map((each, number) => ({ ...hand, number, seed, ...each })),
    });
  });
  return readHand(hand, label);
}

/** What a label says, and one's hand of it as it is, with nothing drawn; null where one has none by what it says now. */
export async function findPinpoints(taken: Taken): Promise<{ text: string; hand: PinpointHand | null }> {
  const label = await getLabelToCheck(taken.labelId, taken.raterId);
  const hand = { ...taken, wording: label.wording };
  const isTaken = (await db().pinpointCheck.count({ where: hand })) > 0;
  return { text: label.text, hand: isTaken ? await readHand(hand, label) : null };
}

interface Wanted {
  seed: number;
  without: ReadonlySet<string>;
  vocabularySize: number;
}

async function draw(
  tx: Transaction,
  { dictionaryId, index }: SideKey,
  { seed, without, vocabularySize }: Wanted,
): Promise<DrawnPinpoint[] | null> {
  const row = await tx.featureEvidence.findUnique({
    where: { dictionaryId_index: { dictionaryId, index } },
    select: { document: true },
  });
  if (!row) return null;
  const places = placesToPinpoint(evidenceSchema.parse(unpackDocument(row.document)), seed, without);
  const windows = await tx.corpusWindow.findMany({
    where: { OR: places.map(({ indexId, window }) => ({ indexId, number: window })) },
    select: { indexId: true, number: true, tokenIds: true },
  });
  const lengths = new Map(
    windows.map(({ indexId, number, tokenIds }) => [
      `${indexId}/${number}`,
      unpackWindow(tokenIds, vocabularySize).length,
    ]),
  );
  return cutPinpoints(places, seed, ({ indexId, window }) => lengths.get(`${indexId}/${window}`));
}

async function readHand(
  hand: Taken & { wording: number },
  { text, model }: { text: string; model: { name: string; vocabularySize: number } },
): Promise<PinpointHand> {
  const rows = await db().pinpointCheck.findMany({ where: hand, orderBy: { number: "asc" } });
  const texts = await readTexts(model, rows);
  const isDone = rows.every(({ answeredAt }) => answeredAt !== null);
  return {
    ...{ label: { id: hand.labelId, text, wording: hand.wording }, isDone },
    texts: rows.map(({ id, answeredAt, chosen, position }, i) => ({
      ...{ id, tokens: texts[i] ?? [], isAnswered: answeredAt !== null, chosen },
      // What is right is told when nothing is asked any more.
      position: isDone ? position : null,
    })),
  };
}
