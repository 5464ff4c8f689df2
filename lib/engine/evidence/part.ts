import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { StopSignal } from "../stop-signal";

/** A stretch of a corpus that fits the model's context. */
export interface CorpusWindow {
  /** Its own in the corpus. */
  number: number;
  /** With the beginning-of-text token in front. */
  tokenIds: readonly number[];
}

/** How much a part keeps of each feature. */
export interface Keep {
  /** Windows where it is strongest. */
  top: number;
  /** Windows drawn from each band (lib/evidence-format/strata.ts). */
  drawn: number;
  /** Of attention features: of those drawn from a band, how many with what they read; all of the strongest have it. */
  read: number;
}

export interface TallyOptions {
  /** Decides, with a window's number and a feature's, what is drawn. */
  seed: number;
  keep: Keep;
  /** Whether a window, by its number, is kept whole. */
  sampledWindows(number: number): boolean;
  signal?: StopSignal;
  /** After each window, what was read so far. */
  onWindow?(read: { tokens: number; windows: number }): void;
}

/** What one part of a corpus showed of every dictionary in use. */
export interface PartTally {
  /** Tokens read, position 0 left out. */
  tokens: number;
  windows: number;
  /** In the model's order; `tally` is read by `mergeDictionary`. */
  dictionaries: { kind: DictionaryKind; layer: number; tally: Uint8Array<ArrayBuffer> }[];
  /** The windows kept whole; read by `Sample`. */
  sample: Uint8Array<ArrayBuffer>;
}

/** Windows drawn from all bands of a feature together, where it has so many. */
export const mostDrawn = 200;
export const mostTop = 20;
/** Of those drawn, the ones with what they read by head and source: it is as much work as encoding. */
const mostRead = 60;

/** The bands in which an ordinary feature's windows lie. */
const usualBands = 5;

/** What each of so many parts keeps, so that together they have about `mostDrawn` of a feature. */
export function keepOf(parts: number): Keep {
  const share = (all: number) => Math.max(1, Math.ceil(all / usualBands / Math.max(1, parts)));
  return { top: mostTop, drawn: share(mostDrawn), read: share(mostRead) };
}
