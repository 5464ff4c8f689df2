import { defineRule } from "../rule";
import { ancestryParams, ancestryWords } from "./ancestry";
import { ancestryEverywhereDefinition, judgeAncestryEverywhere } from "./ancestry-everywhere";
import { atOneThresholdDefinition, atOneThresholdWords } from "./novelty-at-one-threshold";
import { withoutFeaturesWords } from "./novelty-everywhere";

/** The fourth version: circuits of two thresholds are compared at the coarser, too. */
export const ancestryAtOneThreshold = defineRule({
  ...{ kind: "ancestry", version: 4, params: ancestryParams },
  words: ({ fromLikeness }) =>
    `${ancestryWords(fromLikeness)} ${withoutFeaturesWords} ${atOneThresholdWords}`,
  definition: `${ancestryEverywhereDefinition} ${atOneThresholdDefinition}`,
  check: ({ fromLikeness }, entry) => judgeAncestryEverywhere(fromLikeness, entry),
});
