import type { Transaction } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { AppError } from "@/lib/errors";
import { evidenceSchema } from "@/lib/evidence-format/evidence";
import type { SideKey } from "../label-event";
import type { DrawnContinuation } from "./draw-continuations";
import { type DrawnText, drawHand } from "./draw-hand";
import { findContinuations } from "./find-continuations";

interface Wanted {
  label: string;
  seed: number;
  /** Windows ("index/number") that are not to come. */
  without: ReadonlySet<string>;
  /** Those that others were asked about and that are not settled yet. */
  open: ReadonlySet<string>;
  /** Those of which it is settled what the label says of them: they come only where there is too little else and answers are lacking. */
  settled: ReadonlySet<string>;
  lacksAnswers: boolean;
  /** Gold items of the hand, which are drawn as other texts only where there is too little else. */
  spared: ReadonlySet<string>;
}

type Drawn = DrawnText | (DrawnContinuation & { fires: boolean });

/** Draws a hand for a side of a feature from its evidence. Throws "unprocessable" where there is too little of it. */
export async function drawFrom(
  tx: Transaction,
  { dictionaryId, index, side }: SideKey,
  wanted: Wanted,
): Promise<Drawn[]> {
  const row = await tx.featureEvidence.findUnique({
    where: { dictionaryId_index: { dictionaryId, index } },
    select: { document: true, indexId: true },
  });
  if (!row)
    throw new AppError(
      "unprocessable",
      "No corpus has been read with this feature's dictionary yet, so there are no texts to check a label by.",
    );
  const evidence = evidenceSchema.parse(unpackDocument(row.document));
  if (side === "output") {
    const { indexId } = row;
    const hand = await findContinuations(tx, evidence, { ...wanted, dictionaryId, index, indexId });
    if (hand) return hand.map((each) => ({ ...each, fires: true }));
    throw new AppError(
      "unprocessable",
      "This feature raises too few tokens strongly, beside those that the label names, to check by them what it makes the model say.",
    );
  }
  const { seed, without, settled, open, spared, lacksAnswers } = wanted;
  const hand =
    drawHand(evidence, seed, new Set([...without, ...settled, ...spared]), open) ??
    drawHand(evidence, seed, new Set([...without, ...settled]), open) ??
    (lacksAnswers
      ? (drawHand(evidence, seed, new Set([...without, ...spared]), open) ??
        drawHand(evidence, seed, without, open))
      : null);
  if (hand) return hand;
  throw new AppError(
    "unprocessable",
    settled.size > 0
      ? "What this label says of the texts that there are is settled, as far as you have not seen them: no more answers are needed."
      : "There are too few texts of this feature that you have not seen to check a label by.",
  );
}
