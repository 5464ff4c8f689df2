import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { LoadedModel } from "../model";
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
  /** The windows kept whole; read by `openSample`. */
  sample: Uint8Array<ArrayBuffer>;
}

export type TallyWindows = (
  model: LoadedModel,
  windows: AsyncIterable<CorpusWindow> | Iterable<CorpusWindow>,
  options: TallyOptions,
) => Promise<PartTally>;

/** Windows drawn from all bands of a feature together, where it has so many. */
export const mostDrawn = 200;
export const mostTop = 20;

/** What each of so many parts keeps, so that together they have about `mostDrawn` over the five bands or so that a feature has. */
export function keepOf(parts: number): Keep {
  return { top: mostTop, drawn: Math.max(1, Math.ceil(mostDrawn / 5 / Math.max(1, parts))) };
}
