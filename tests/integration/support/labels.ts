import { db } from "@/lib/db/client";
import type { SideKey } from "@/lib/labels/label-event";
import type { LabelSide } from "@/lib/labels/label-words";
import { proposeLabel } from "@/lib/labels/propose-label";

/** A side of a feature of the bundled model; each number is another feature. */
export async function sideOfFeature(index: number, side: LabelSide = "input"): Promise<SideKey> {
  const { id } = await db().dictionary.findFirstOrThrow({
    where: { layer: 3, set: { kind: "attn", model: { name: "storybook-4l" } } },
    select: { id: true },
  });
  return { dictionaryId: id, index, side };
}

/** The address of that feature, as its routes have it. */
export function addressOfFeature(index: number): Record<string, string> {
  return { model: "storybook-4l", set: "attn", layer: "3", index: String(index) };
}

let proposed = 0;

/** A label of a feature that nobody else labels. */
export async function proposeAnyLabel(authorId: string, content: { text?: string; of?: SideKey } = {}) {
  const { text = "fires on names", of = await sideOfFeature(900 + proposed++) } = content;
  const evidence = { examples: [], circuits: [] };
  return proposeLabel({ of, authorId, text, rationale: "", evidence });
}

/** A text of which somebody was asked whether a feature fires in it, by a label of somebody else's. */
export async function askAnybody(raterId: string): Promise<string> {
  const { id: authorId } = await db().user.create({
    data: { handle: `author-${crypto.randomUUID().slice(0, 8)}` },
  });
  const { id: labelId } = await proposeAnyLabel(authorId);
  const { id } = await db().labelCheck.create({
    data: {
      ...{ labelId, wording: 1, raterId, number: 0, seed: 1, probability: 1, fires: true },
      ...{ indexId: crypto.randomUUID(), window: 0, position: 1, stratum: { is: "random" } },
    },
  });
  return id;
}

/** Texts of which somebody was asked, shown no label, in which of them a feature does not fire. */
export async function askAnyIntruder(raterId: string): Promise<string> {
  const { side: _, ...of } = await sideOfFeature(900 + proposed++);
  const texts = Array.from({ length: 5 }, (_, place) => ({
    ...{ place, indexId: crypto.randomUUID(), window: 0, first: 1, last: 8, position: 2, probability: 1 },
  }));
  const { id } = await db().intruderQuestion.create({
    data: {
      ...{ ...of, raterId, number: 0, seed: 1, band: 1, windows: 1, intruder: 2, isNear: false },
      texts: { create: texts },
    },
  });
  return id;
}

/** A text of which somebody was asked at which token a feature fires most, by a label of somebody else's. */
export async function askAnyToken(raterId: string): Promise<string> {
  const { id: authorId } = await db().user.create({
    data: { handle: `author-${crypto.randomUUID().slice(0, 8)}` },
  });
  const { id: labelId } = await proposeAnyLabel(authorId);
  const { id } = await db().pinpointCheck.create({
    data: {
      ...{ labelId, wording: 1, raterId, number: 0, seed: 1, probability: 1, band: 1, windows: 1 },
      ...{ indexId: crypto.randomUUID(), window: 0, first: 1, last: 8, position: 2 },
    },
  });
  return id;
}
