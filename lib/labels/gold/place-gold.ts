import type { Rates } from "../raters/read-crowd";

/** A text as far as it matters where it is put. */
interface Text {
  indexId: string;
  window: number;
  fires: boolean;
}

/** Rates as they are learned, with the answers that they are learned from. */
export interface Standing {
  answers: number;
  rates: { [rate in keyof Rates]: { high: number } };
}

/** Gold items of a hand of somebody who is not proven; of the proven one hand in four has one. */
export const goldOfHand = 2;
const shareForProven = 0.25;
/** Proven is who errs, by the upper ends of both intervals, less often than this, and has answered four hands. */
const provenBelow = 0.3;
const provenAnswers = 48;

function isProven(standing: Standing | null): boolean {
  if (!standing || standing.answers < provenAnswers) return false;
  return Math.max(standing.rates.falseYes.high, standing.rates.falseNo.high) < provenBelow;
}

/** How many gold items a hand of theirs has. */
export function goldCount(standing: Standing | null, random: () => number): number {
  return isProven(standing) ? Number(random() < shareForProven) : goldOfHand;
}

/**
 * Puts gold items in the places of texts of a hand in which the feature fires or does not as in them, so that as many of either stay; as
 * many as find such a place, and none of a text that the hand has already. `goldId` is null of what is not gold.
 */
export function placeGold<Drawn extends Text, Gold extends Text & { goldId: string }>(
  hand: readonly Drawn[],
  gold: readonly Gold[],
): ((Drawn & { goldId: null }) | Gold)[] {
  const placed: ((Drawn & { goldId: null }) | Gold)[] = hand.map((text) => ({ ...text, goldId: null }));
  const keyOf = ({ indexId, window }: Text) => `${indexId}/${window}`;
  const had = new Set(hand.map(keyOf));
  for (const item of gold) {
    const place = placed.findIndex(({ goldId, fires }) => goldId === null && fires === item.fires);
    if (had.has(keyOf(item)) || place < 0) continue;
    placed[place] = item;
  }
  return placed;
}
