import { db } from "@/lib/db/client";
import { packWindow } from "@/lib/features/window-codec";
import { answerCheck } from "@/lib/labels/checks/answer-check";
import type { Stratum } from "@/lib/labels/checks/stratum";

/** A text that somebody is asked about, and what they answer. */
export interface AskedText {
  stratum: Stratum;
  fires: boolean;
  says?: boolean | null;
  chosen?: number | null;
  window?: number;
  position?: number;
  /** The gold item that it is. */
  goldId?: string;
}

interface Hand {
  labelId: string;
  raterId: string;
  byProgram?: boolean;
  indexId?: string;
}

/** Asks somebody of texts by a label, as a hand that was drawn, and has them answer all of them. */
export async function answerHand(
  { labelId, raterId, byProgram = false, indexId = crypto.randomUUID() }: Hand,
  texts: readonly AskedText[],
): Promise<void> {
  const { wording } = await db().label.findUniqueOrThrow({ where: { id: labelId } });
  const hand = { labelId, wording, raterId, byProgram };
  await db().labelCheck.createMany({
    data: texts.map(({ stratum, fires, window = 0, position = 1, goldId = null }, number) => ({
      ...{ ...hand, number, seed: 1, probability: 1, fires, indexId, window, position, stratum, goldId },
    })),
  });
  const rows = await db().labelCheck.findMany({ where: hand, orderBy: { number: "asc" } });
  for (const [n, { id: checkId }] of rows.entries()) {
    const { says, chosen } = texts[n] ?? {};
    const said = chosen === undefined ? { says: says ?? null } : { chosen };
    await answerCheck({ checkId, raterId, byProgram, said });
  }
}

/** Picks a text by a label's present wording, as somebody did who answered it; tells the item. */
export async function pickGold(
  labelId: string,
  { stratum, fires, window = 0, position = 1 }: AskedText,
  { indexId = crypto.randomUUID(), says = fires }: { indexId?: string; says?: boolean } = {},
): Promise<string> {
  const { wording } = await db().label.findUniqueOrThrow({ where: { id: labelId } });
  const text = { indexId, window, position, stratum, fires };
  const { id } = await db().goldItem.create({
    data: { labelId, wording, ...text, says, reason: "the label names this very word" },
  });
  return id;
}

/** A corpus of the bundled model of which nothing is kept but windows; tells its index. */
export async function storeWindows(windows: readonly (readonly number[])[]): Promise<string> {
  const model = await db().model.findUniqueOrThrow({ where: { name: "storybook-4l" } });
  const { id: indexId } = await db().featureIndex.create({
    data: {
      ...{ modelId: model.id, identity: crypto.randomUUID(), corpusName: "windows", corpusLicence: "MIT" },
      ...{ corpusChecksum: "", corpusBytes: 1, corpusPath: "", parts: 1, sampledShare: 1 },
    },
  });
  await db().corpusWindow.createMany({
    data: windows.map((ids, number) => ({
      ...{ indexId, number, tokenIds: packWindow(ids, model.vocabularySize) },
    })),
  });
  return indexId;
}
