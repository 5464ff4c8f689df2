import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Evidence } from "@/lib/evidence-format/evidence";
import type { Dictionary } from "../dictionaries/dictionary";

export interface FeatureRef {
  kind: DictionaryKind;
  layer: number;
  index: number;
}

/** The part of a feature's evidence that corpora showed; the rest is read off its weights. */
export interface CorpusEvidence
  extends Pick<
    Evidence,
    | "corpora"
    | "fired"
    | "activation"
    | "histogram"
    | "top"
    | "bands"
    | "tokens"
    | "together"
    | "families"
    | "negatives"
  > {
  index: number;
  /** Of attention features: mean share of absolute DFA by head at drawn peaks, and of how many; null where there are none. (H) */
  byDfa: { shares: number[]; examples: number } | null;
}

/** The windows that all parts of a corpus kept whole. */
export interface Sample {
  windows: number;
  tokens: number;
}

/** Reads what parts kept whole. `dictionaries` are those of the model they were tallied with. */
export type OpenSample = (
  dictionaries: readonly Pick<Dictionary, "kind" | "layer" | "dFeatures">[],
  samples: readonly Uint8Array[],
) => Sample;

export interface MergeOptions {
  seed: number;
  /** What is put in now. */
  corpus: { indexId: string; tokens: number; windows: number };
  /** Of its windows, the share that is kept whole: the probability with which one is in the sample. */
  sampledShare: number;
  /** Token ids of a window of a corpus that was put in now or earlier, the beginning-of-text token in front. */
  tokensOf(indexId: string, window: number): ArrayLike<number>;
  /** Near neighbours of one of the dictionary's features, nearest first. */
  neighboursOf(index: number): readonly FeatureRef[];
  /** What earlier corpora showed of it. */
  earlier?(index: number): Evidence | undefined;
}

/** Puts together what the parts of a corpus showed of one dictionary: evidence of each of its features, ascending. */
export type MergeDictionary = (
  dictionary: Pick<Dictionary, "kind" | "layer" | "dFeatures">,
  parts: readonly Uint8Array[],
  sample: Sample,
  options: MergeOptions,
) => Iterable<CorpusEvidence>;
