import { db } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { evidenceSchema } from "@/lib/evidence-format/evidence";
import { mainHeadOf } from "./main-head";

/** In one go of one worker; the next hour does more. */
const most = 2000;

/** Puts the main head beside evidence that an earlier release stored. What has none, or cannot be read, has a share of 0. */
export async function fillMainHeads(): Promise<void> {
  const dictionaries = await db().dictionary.findMany({
    where: { set: { kind: "attn" } },
    select: { id: true },
  });
  let left = most;
  for (const { id: dictionaryId } of dictionaries) {
    if (left <= 0) return;
    const unfilled = { dictionaryId, mainHead: null, mainHeadShare: null };
    const rows = await db().featureEvidence.findMany({
      ...{ where: unfilled, take: left, select: { index: true, indexId: true, document: true } },
    });
    left -= rows.length;
    // Put together anew meanwhile, it has its own.
    for (const { index, indexId, document } of rows)
      await db().featureEvidence.updateMany({
        where: { ...unfilled, index, indexId },
        data: mainHeadIn(document) ?? { mainHeadShare: 0 },
      });
  }
}

function mainHeadIn(document: Uint8Array) {
  try {
    return mainHeadOf(evidenceSchema.parse(unpackDocument(document)).heads?.byWeight ?? []);
  } catch {
    return null;
  }
}
