import type { Evidence } from "@/lib/evidence-format/evidence";
import { randomOf, shuffled } from "@/lib/seeded-random";
import { normalWording } from "../wording";
import type { ContinuationStratum, Decoy } from "./stratum";

/** A text in which the feature fires, cut after the token where it is strongest. */
export interface Place {
  indexId: string;
  window: number;
  position: number;
  probability: number;
}

/** Where one is asked which of some tokens the feature raises. */
export interface DrawnContinuation extends Place {
  stratum: ContinuationStratum;
}

/** A feature whose promoted tokens may stand beside the right ones. */
export interface DecoyFeature extends Decoy {
  /** The largest first. */
  promoted: readonly number[];
}

/** Tokens of one question: the right one, and one of each decoy. */
export const optionCount = 4;
/** Questions of one hand: no token comes twice in it. */
export const maxQuestions = 10;
/** With fewer there is too little to tell a theme by. */
export const minQuestions = 4;
/** Of the largest, the share that a promoted token's weight has at least, to be asked about. */
export const minOfLargest = 0.5;
/** Of a decoy's tokens, those that the feature promotes too at most: with more it raises the same. */
const maxShared = 2;

interface Asked {
  promoted: NonNullable<Evidence["logits"]>["promoted"];
  /** In the order in which they are to be taken. */
  decoys: readonly DecoyFeature[];
  /** In the order in which they are to be taken, each of another window. */
  places: readonly Place[];
  /** The token that the corpus has after a place; undefined at its window's end. */
  nextTokenOf: (place: Place) => number | undefined;
  textOf: (token: number) => string | undefined;
  label: string;
  seed: number;
}

/**
 * Draws a hand of continuations, the same for the same seed: in each a token of those that the feature raises most, and one of each of three
 * other features, of like rank among theirs, none of them among the ten that the feature raises most. The three are the same in all of a
 * hand, so that the right tokens are no more alike than those of each decoy, and no token comes twice. Tokens that the label names are not
 * asked about. Null where there are too few.
 */
export function drawContinuations(asked: Asked): DrawnContinuation[] | null {
  const { promoted, decoys, places, nextTokenOf, textOf, label, seed } = asked;
  const random = randomOf(seed);
  const isNamed = namedBy(label);
  const taken = new Set<string>();
  /** Those that can be shown and do not say what another does, each of them taken. */
  const take = (tokens: readonly number[]): number[] =>
    tokens.filter((token) => {
      const form = formOf(textOf(token));
      if (form === null || taken.has(form) || isNamed(form)) return false;
      taken.add(form);
      return true;
    });
  const least = (promoted[0]?.value ?? 0) * minOfLargest;
  const own = take(
    promoted.flatMap(({ token, value }) => (value > 0 && value >= least ? [token] : [])),
  ).slice(0, maxQuestions);
  // What the feature promotes less stands on neither side.
  const all = new Set(promoted.map(({ token }) => token));
  take([...all]);
  if (own.length < minQuestions) return null;
  const beside: { decoy: Decoy; tokens: number[] }[] = [];
  for (const { promoted: theirs, ...decoy } of decoys) {
    if (beside.length === optionCount - 1) break;
    if (theirs.filter((token) => all.has(token)).length > maxShared) continue;
    const tokens = take(theirs);
    if (tokens.length >= minQuestions) beside.push({ decoy, tokens });
  }
  if (beside.length < optionCount - 1) return null;
  const count = Math.min(own.length, ...beside.map(({ tokens }) => tokens.length));
  const free = [...places];
  const drawn: DrawnContinuation[] = [];
  for (const rank of shuffled(
    Array.from({ length: count }, (_, i) => i),
    random,
  )) {
    const options = shuffled(
      [
        { token: own[rank], decoy: null },
        ...beside.map(({ decoy, tokens }) => ({ token: tokens[rank], decoy })),
      ],
      random,
    ).flatMap(({ token, decoy }) => (token === undefined ? [] : [{ token, decoy }]));
    // What really comes next would be told by the text alone.
    const at = free.findIndex((place) => !options.some(({ token }) => token === nextTokenOf(place)));
    const [place] = at < 0 ? [] : free.splice(at, 1);
    if (!place) continue;
    drawn.push({
      ...place,
      stratum: {
        is: "continuation",
        options: options.map(({ token }) => token),
        raised: options.findIndex(({ decoy }) => decoy === null),
        decoys: options.map(({ decoy }) => decoy),
      },
    });
  }
  return drawn.length < minQuestions ? null : drawn;
}

/** A token as alike ones are told; null for one that shows nothing, or only a part of a character. */
function formOf(text: string | undefined): string | null {
  if (text === undefined || text.includes("\ufffd") || text.trim() === "") return null;
  return normalWording(text) || text.trim();
}

/** Whether a label says a token: as one of its words, or what has no letters between quotes. */
function namedBy(label: string): (form: string) => boolean {
  const words = new Set(normalWording(label).split(" "));
  const quoted = new Set(
    Array.from(label.matchAll(/["'`\u201c]([^"'`\u201d]+)["'`\u201d]/g), ([, inside = ""]) => inside.trim()),
  );
  return (form) => words.has(form) || quoted.has(form);
}
