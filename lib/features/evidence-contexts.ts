import type { Evidence, Example } from "@/lib/evidence-format/evidence";
import type { TokenText } from "@/lib/tokens/token-text";
import { KeyedSums } from "./keyed-sums";
import { endsSentence, isCapitalised } from "./token-in-name";

/** The tokens of a window of a corpus; empty where nobody knows them. */
export type WindowTokens = (corpus: number, window: number) => ArrayLike<number>;

/** What a share of something goes to, largest first. */
export type Shares = readonly (readonly [key: number, share: number])[];

/** Where a feature fires. */
export interface Contexts {
  /** Of its summed activation, how much has which token so many places before (below 0) or after it. */
  tokensAt(offset: number): Shares;
  /** The same by position in the window. */
  positions: Shares;
  /** How often a token stands in the windows looked at, whether it fires there or not: 0 to 1. */
  commonness(token: number): number;
  /** Whether a token is one with a capital that stands inside a sentence as often as it begins one. */
  isName(token: number): boolean;
  /** What attention features read at their peaks; undefined of others. */
  reads: Reads | undefined;
}

/** Shares of the summed direct feature attribution, net of what other reads take away. */
export interface Reads {
  heads: Shares;
  /** By source token, those at the peak itself left out. */
  tokens: Shares;
  /** From the token before the peak. */
  previous: number;
  /** From an earlier occurrence of the peak's token. */
  copies: number;
  /** From what followed an earlier occurrence of the peak's token. */
  followers: number;
}

/** For every sum here: each is taken before the next begins. */
const sums = new KeyedSums();

interface Weighted {
  example: Example;
  /** How many windows alike it stands for. */
  windows: number;
  tokens: ArrayLike<number>;
}

/** Estimated for all that was read, from the windows that were drawn; from the strongest where none was. */
export function contextsOf(
  { bands, top }: Evidence,
  tokenOf: (id: number) => TokenText,
  windowTokens: WindowTokens,
): Contexts {
  const drawn = bands.flatMap(({ drawn }) => drawn);
  const examples = (drawn.length > 0 ? drawn : top).map((example) => ({
    example,
    windows: 1 / (example.probability ?? 1),
    tokens: windowTokens(example.corpus, example.window),
  }));
  const firings: Firing[] = [];
  for (const { example, windows, tokens } of examples)
    for (const [position, activation] of example.firings)
      firings.push({ position, tokens, weight: activation * windows });
  return { ...contextsAt(firings, examples, tokenOf), reads: readsOf(examples) };
}

/** The same at the peaks of the strongest windows alone, each counted once. */
export function peaksOf(
  { top }: Evidence,
  tokenOf: (id: number) => TokenText,
  windowTokens: WindowTokens,
): Contexts {
  const examples = top.map((example) => ({
    ...{ example, windows: 1 },
    tokens: windowTokens(example.corpus, example.window),
  }));
  const peaks = examples.map(({ example, tokens }) => ({ position: example.position, tokens, weight: 1 }));
  return { ...contextsAt(peaks, examples, tokenOf), reads: undefined };
}

interface Firing {
  position: number;
  tokens: ArrayLike<number>;
  weight: number;
}

function contextsAt(
  firings: readonly Firing[],
  examples: readonly Weighted[],
  tokenOf: (id: number) => TokenText,
): Omit<Contexts, "reads"> {
  const total = firings.reduce((sum, { weight }) => sum + weight, 0);
  // Few names ask how common a token is, or whether it is a name: two hundred windows are not counted for the others.
  let counted: ReadonlyMap<number, number> | undefined;
  let insides: ReadonlyMap<number, number> | undefined;
  return {
    tokensAt(offset) {
      for (const { position, tokens, weight } of firings) {
        const token = tokens[position + offset];
        if (token !== undefined) sums.add(token, weight);
      }
      return sharesOf(sums.take(), total);
    },
    positions: sharesOf(
      sumBy(firings, ({ position }) => position),
      total,
    ),
    commonness(token) {
      counted ??= countTokens(examples);
      return (
        (counted.get(token) ?? 0) /
        Math.max(
          1,
          examples.reduce((sum, { tokens }) => sum + tokens.length, 0),
        )
      );
    },
    isName(token) {
      insides ??= countInside(examples, tokenOf);
      return (insides.get(token) ?? -1) >= 0;
    },
  };
}

function countTokens(examples: readonly Weighted[]): Map<number, number> {
  for (const { tokens } of examples) for (let at = 0; at < tokens.length; at++) sums.add(tokens[at] ?? 0, 1);
  return new Map(sums.take());
}

/** Of tokens with a capital, how many more times they stand inside a sentence than begin one. */
function countInside(examples: readonly Weighted[], tokenOf: (id: number) => TokenText): Map<number, number> {
  for (const { tokens } of examples)
    for (let at = 1; at < tokens.length; at++) {
      const token = tokens[at] ?? 0;
      if (isCapitalised(tokenOf(token))) sums.add(token, endsSentence(tokenOf(tokens[at - 1] ?? 0)) ? -1 : 1);
    }
  return new Map(sums.take());
}

function readsOf(examples: readonly Weighted[]): Reads | undefined {
  const reads = examples.flatMap(({ example, windows, tokens }) =>
    (example.reads ?? []).map(({ head, source, value }) => ({
      ...{ head, source, tokens, peak: example.position, weight: value * windows },
    })),
  );
  if (reads.length === 0) return undefined;
  const total = examples.reduce(
    (sum, { example, windows }) => sum + Math.max(0, example.readsTotal ?? 0) * windows,
    0,
  );
  const share = (holds: (read: (typeof reads)[number]) => boolean) =>
    total > 0 ? reads.reduce((sum, read) => sum + (holds(read) ? read.weight : 0), 0) / total : 0;
  const others = reads.filter(({ source, peak, tokens }) => source !== peak && tokens[source] !== undefined);
  return {
    heads: sharesOf(
      sumBy(reads, ({ head }) => head),
      total,
    ),
    tokens: sharesOf(
      sumBy(others, ({ source, tokens }) => tokens[source] ?? 0),
      total,
    ),
    previous: share(({ source, peak }) => source === peak - 1),
    copies: share(({ source, peak, tokens }) => source < peak && isSame(tokens[source], tokens[peak])),
    followers: share(({ source, peak, tokens }) => source < peak && isSame(tokens[source - 1], tokens[peak])),
  };
}

function isSame(one: number | undefined, other: number | undefined): boolean {
  return one !== undefined && one === other;
}

function sumBy<T extends { weight: number }>(things: readonly T[], keyOf: (thing: T) => number) {
  for (const thing of things) sums.add(keyOf(thing), thing.weight);
  return sums.take();
}

/** Of two alike the lower key first, so that the same evidence gives the same name. */
function sharesOf(sums: readonly [number, number][], total: number): Shares {
  if (!(total > 0)) return [];
  return sums
    .map(([key, sum]): [number, number] => [key, sum / total])
    .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}
