import { defineRule } from "../rule";
import { noveltyParams, noveltyWords } from "./novelty";
import {
  judgeNoveltyEverywhere,
  noveltyEverywhereDefinition,
  withoutFeaturesWords,
} from "./novelty-everywhere";

export const atOneThresholdWords =
  "How fine a circuit was traced makes it no other: those of other thresholds are compared at one threshold as well.";

export const atOneThresholdDefinition =
  "Of circuits traced at other thresholds (`threshold`, `edgeThreshold` or `maxNodes`) the largest likeness counts of what they are as they are and what they are cut at the coarser one of either bound or of all (likeness@4, lib/bounty-rules/at-one-threshold.ts). Nothing is cut where that leaves less than half of what the finer one tells, by squared influences, nor where the earlier one is the coarser and tells fewer than 10 features.";

/** The fourth version: circuits of two thresholds are compared at the coarser, too. */
export const noveltyAtOneThreshold = defineRule({
  ...{ kind: "novelty", version: 4, params: noveltyParams },
  words: ({ maxLikeness }) => `${noveltyWords(maxLikeness)} ${withoutFeaturesWords} ${atOneThresholdWords}`,
  definition: `${noveltyEverywhereDefinition} ${atOneThresholdDefinition}`,
  check: ({ maxLikeness }, entry, { replications }) =>
    judgeNoveltyEverywhere(maxLikeness, entry, replications),
});
