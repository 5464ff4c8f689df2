import { randomInt } from "node:crypto";
import { db, type Transaction } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { AppError, notFound } from "@/lib/errors";
import { evidenceSchema } from "@/lib/evidence-format/evidence";
import { labelEvidence } from "../label-schemas";
import { holdNaming } from "../naming";
import { sideOf } from "../side-of";
import { drawHand } from "./draw-hand";
import { readTexts } from "./hand-texts";
import type { Hand } from "./view";

interface Taken {
  labelId: string;
  raterId: string;
}

const maxSeed = 2_147_483_647;

/**
 * The texts that somebody is asked about for a label: drawn when they are asked for first, the same ones again until all are
 * answered, and then with what was right. Throws "not-found", "forbidden" for one's own label, and "unprocessable" where there is
 * nothing to ask about.
 */
export async function takeHand({ labelId, raterId }: Taken): Promise<Hand> {
  const of = await sideOf(labelId);
  const label = await db().label.findFirst({
    where: { id: labelId, withdrawnAt: null },
    select: {
      ...{ text: true, wording: true, authorId: true, side: true, evidence: true },
      naming: {
        select: {
          dictionary: {
            select: { set: { select: { model: { select: { name: true, vocabularySize: true } } } } },
          },
        },
      },
    },
  });
  if (!label) throw notFound("label that stands");
  if (label.authorId === raterId)
    throw new AppError("forbidden", "Nobody checks a label of their own. Others do.");
  if (label.side === "output")
    throw new AppError(
      "unprocessable",
      "Labels of what a feature makes the model say cannot be checked blind yet.",
    );
  const { wording } = label;
  const pinned = labelEvidence.parse(label.evidence).examples;
  await db().$transaction(async (tx) => {
    await holdNaming(tx, of);
    if ((await tx.labelCheck.count({ where: { labelId, wording, raterId } })) > 0) return;
    const without = new Set([
      ...pinned.map(({ corpus, window }) => `${corpus}/${window}`),
      ...(await seenBefore(tx, of, raterId)),
    ]);
    const seed = randomInt(maxSeed);
    const drawn = await drawFrom(tx, of, seed, without);
    await tx.labelCheck.createMany({
      data: drawn.map((text, number) => ({ labelId, wording, raterId, number, seed, ...text })),
    });
  });
  const rows = await db().labelCheck.findMany({
    where: { labelId, wording, raterId },
    orderBy: { number: "asc" },
    select: {
      ...{ id: true, indexId: true, window: true, position: true },
      ...{ fires: true, says: true, answeredAt: true },
    },
  });
  const texts = await readTexts(label.naming.dictionary.set.model, rows);
  const isDone = rows.every(({ answeredAt }) => answeredAt !== null);
  return {
    label: { id: labelId, text: label.text, wording },
    isDone,
    texts: rows.map(({ id, fires, says, answeredAt }, i) => ({
      ...{ id, tokens: texts[i] ?? [], isAnswered: answeredAt !== null, says },
      // What is right is told when nothing is asked any more.
      fires: isDone ? fires : null,
    })),
  };
}

/** Windows that a person was asked about before for the same feature, whatever it was called then. */
async function seenBefore(
  tx: Transaction,
  { dictionaryId, index }: { dictionaryId: string; index: number },
  raterId: string,
): Promise<string[]> {
  const rows = await tx.labelCheck.findMany({
    where: { raterId, label: { dictionaryId, index } },
    select: { indexId: true, window: true },
  });
  return rows.map(({ indexId, window }) => `${indexId}/${window}`);
}

async function drawFrom(
  tx: Transaction,
  { dictionaryId, index }: { dictionaryId: string; index: number },
  seed: number,
  without: ReadonlySet<string>,
) {
  const row = await tx.featureEvidence.findUnique({
    where: { dictionaryId_index: { dictionaryId, index } },
    select: { document: true },
  });
  const hand = row && drawHand(evidenceSchema.parse(unpackDocument(row.document)), seed, without);
  if (hand) return hand;
  throw new AppError(
    "unprocessable",
    row
      ? "There are too few texts of this feature that you have not seen to check a label by."
      : "No corpus has been read with this feature's dictionary yet, so there are no texts to check a label by.",
  );
}
