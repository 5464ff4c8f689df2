import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Evidence } from "@/lib/evidence-format/evidence";

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
