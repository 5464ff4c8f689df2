import type { Evidence } from "@/lib/evidence-format/evidence";
import { randomOf, shuffled } from "@/lib/seeded-random";
import { shownAround } from "../checks/hand-texts";
import { textsOfQuestion } from "./estimate-intruders";

/** A place of a corpus that is shown with what stands around it. */
interface Place {
  indexId: string;
  window: number;
  position: number;
  /** With which evidence drew it from its band, or from the windows without a firing. */
  probability: number;
}

interface DrawnText extends Place {
  /** The first and the last token that are shown. */
  first: number;
  last: number;
}

/** Texts of which the feature fires in all but one. */
export interface DrawnQuestion {
  texts: DrawnText[];
  /** The place among them, from 0, of the one in which it does not fire. */
  intruder: number;
  /** Whether a near neighbour of the feature fires in that one; else it is drawn from all windows without a firing. */
  isNear: boolean;
  /** The band of activation that the others are from, and how many windows of the corpus that has. */
  band: number;
  windows: number;
}

/** Questions of one hand. */
export const questionsOfHand = 4;
const minQuestions = 2;
/** Tokens that are shown of a text, and with fewer of which there is too little to read. */
const shownTokens = shownAround.before + 1 + shownAround.after;
const minShown = 12;

/**
 * Draws a hand of questions from a feature's evidence, the same for the same seed: the texts in which it fires are of one band of activation
 * each time, from each band that has enough in turn, and what does not belong is in turn a near miss and any window without a firing. A
 * window comes once, and none of `without` ("index/number"). Null where there are too few. `lengthOf` says how many tokens a window has;
 * undefined of one that is not kept.
 */
export function drawIntruders(
  { corpora, bands, negatives }: Pick<Evidence, "corpora" | "bands" | "negatives">,
  seed: number,
  without: ReadonlySet<string>,
  lengthOf: (place: Pick<Place, "indexId" | "window">) => number | undefined,
): DrawnQuestion[] | null {
  const random = randomOf(seed);
  const taken = new Set(without);
  /** Those that can be shown, each window once, in the order of chance. */
  const pileOf = (drawn: readonly Found[]): Place[] =>
    shuffled(drawn, random).flatMap(({ corpus, window, position, probability }) => {
      const indexId = corpora[corpus]?.indexId ?? "";
      const length = lengthOf({ indexId, window }) ?? 0;
      if (taken.has(`${indexId}/${window}`) || length <= minShown || position < 1 || position >= length)
        return [];
      taken.add(`${indexId}/${window}`);
      return [{ indexId, window, position, probability: probability ?? 1 }];
    });
  const piles = shuffled(bands, random).map(({ band, windows, drawn }) => ({
    ...{ band, windows, left: pileOf(drawn) },
  }));
  const misses = {
    near: pileOf(negatives.filter(({ neighbour }) => neighbour)),
    random: pileOf(negatives.filter(({ neighbour }) => !neighbour)),
  };
  const questions: DrawnQuestion[] = [];
  const beginsNear = random() < 0.5;
  while (questions.length < questionsOfHand) {
    const pile = piles.find(({ left }) => left.length >= textsOfQuestion - 1);
    const isNear = (questions.length % 2 === 0) === beginsNear;
    const [wanted, other] = isNear ? [misses.near, misses.random] : [misses.random, misses.near];
    const from = wanted.length > 0 ? wanted : other;
    const intruder = from.pop();
    if (!pile || !intruder) break;
    // The next one is of another band, where one has enough.
    piles.push(...piles.splice(piles.indexOf(pile), 1));
    const places = shuffled([...pile.left.splice(0, textsOfQuestion - 1), intruder], random);
    questions.push({
      ...{ texts: cut(places, lengthOf), intruder: places.indexOf(intruder) },
      ...{ isNear: from === misses.near, band: pile.band, windows: pile.windows },
    });
  }
  return questions.length < minQuestions ? null : questions;
}

type Found = Pick<Evidence["negatives"][number], "corpus" | "window" | "position"> & {
  probability: number | null;
};

/**
 * As many tokens of each text, around its place as far as the window's ends allow: were they cut by what each window has, length would tell.
 * The beginning-of-text token is never shown.
 */
function cut(places: readonly Place[], lengthOf: (place: Place) => number | undefined): DrawnText[] {
  const shortest = Math.min(...places.map((place) => (lengthOf(place) ?? 0) - 1));
  const shown = Math.min(shownTokens, shortest);
  const before = Math.round((shown - 1) * (shownAround.before / (shownTokens - 1)));
  return places.map((place) => {
    const latest = (lengthOf(place) ?? 0) - shown;
    const first = Math.min(Math.max(1, place.position - before), latest);
    return { ...place, first, last: first + shown - 1 };
  });
}
