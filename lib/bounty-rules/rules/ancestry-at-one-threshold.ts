import { defineRule } from "../rule";
import { ancestryParams, ancestryWords } from "./ancestry";
import { judgeAncestryEverywhere } from "./ancestry-everywhere";
import { atOneThresholdWords } from "./novelty-at-one-threshold";
import { withoutFeaturesWords } from "./novelty-everywhere";

/** The fourth version: circuits of two thresholds are compared at the coarser, too. */
export const ancestryAtOneThreshold = defineRule({
  ...{ kind: "ancestry", version: 4, params: ancestryParams },
  words: ({ fromLikeness }) =>
    `${ancestryWords(fromLikeness)} ${withoutFeaturesWords} ${atOneThresholdWords}`,
  definition:
    "As ancestry@3, and of circuits traced at other thresholds the largest likeness counts of what they are as they are and what they are cut at the coarser one of either bound or of all (likeness@4, lib/bounty-rules/at-one-threshold.ts; novelty@4 says where nothing is cut).",
  check: ({ fromLikeness }, entry) => judgeAncestryEverywhere(fromLikeness, entry),
});
