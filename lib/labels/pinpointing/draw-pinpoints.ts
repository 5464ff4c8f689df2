import type { Evidence } from "@/lib/evidence-format/evidence";
import { randomOf, shuffled } from "@/lib/seeded-random";

/** A text in which the feature fires, and where in its window it is strongest. */
export interface FiringPlace {
  indexId: string;
  window: number;
  position: number;
  band: number;
  windows: number;
  /** With which evidence drew it from its band. */
  probability: number;
}

export interface DrawnPinpoint extends FiringPlace {
  /** The first and the last token that are shown. */
  first: number;
  last: number;
}

/** Texts of one hand. */
export const pinpointsOfHand = 6;
const minPinpoints = 3;
/** Tokens that are shown of a text. */
export const shownTokens = 24;
/** With fewer, chance is most of what an answer says. */
const minShown = 8;
/** Texts that are looked at: windows may be short, or not kept any more. */
const maxPlaces = 40;

/**
 * Texts to be asked about, from each band in turn, in the order that the seed says; one of a window, and none of `without`
 * ("index/number").
 */
export function placesToPinpoint(
  { corpora, bands }: Pick<Evidence, "corpora" | "bands">,
  seed: number,
  without: ReadonlySet<string>,
): FiringPlace[] {
  const random = randomOf(seed);
  const taken = new Set(without);
  const piles = shuffled(bands, random).map(({ band, windows, drawn }) =>
    shuffled(drawn, random).map((each) => ({ ...each, band, windows })),
  );
  const places: FiringPlace[] = [];
  for (let turn = 0; piles.some(({ length }) => length > turn); turn++)
    for (const pile of piles) {
      const text = pile[turn];
      const indexId = text && corpora[text.corpus]?.indexId;
      if (!text || !indexId || taken.has(`${indexId}/${text.window}`)) continue;
      taken.add(`${indexId}/${text.window}`);
      const { window, position, band, windows, probability } = text;
      places.push({ indexId, window, position, band, windows, probability: probability ?? 1 });
    }
  return places.slice(0, maxPlaces);
}

/**
 * Cuts texts to what is shown of them, the same for the same seed: a stretch that has the right token at any of its places, each as
 * likely, as far as the window's ends allow, so that no place in it is a better guess. The beginning-of-text token is never in it. Null
 * where there are too few. `lengthOf` says how many tokens a window has; undefined of one that is not kept.
 */
export function cutPinpoints(
  places: readonly FiringPlace[],
  seed: number,
  lengthOf: (place: FiringPlace) => number | undefined,
): DrawnPinpoint[] | null {
  const random = randomOf(seed + 1);
  const drawn = places.flatMap((place) => {
    const length = lengthOf(place) ?? 0;
    const shown = Math.min(shownTokens, length - 1);
    if (shown < minShown || place.position < 1 || place.position >= length) return [];
    const least = Math.max(1, place.position - shown + 1);
    const most = Math.min(place.position, length - shown);
    const first = least + Math.floor(random() * (most - least + 1));
    return [{ ...place, first, last: first + shown - 1 }];
  });
  return drawn.length < minPinpoints ? null : drawn.slice(0, pinpointsOfHand);
}
