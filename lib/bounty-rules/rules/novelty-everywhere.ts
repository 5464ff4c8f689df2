import { isKnown } from "@/lib/bounty-format/facts";
import { isWithoutFeatures } from "../likeness-without-features";
import { defineRule, notJudged } from "../rule";
import { judgeNovelty, noveltyParams, noveltyWords } from "./novelty";
import { judgeNoveltyAcross } from "./novelty-across";

export const withoutFeaturesWords =
  "Circuits that were traced with other dictionaries of the model count too, and two whose features hold next to nothing are alike by their targets and by where their influence ends.";

/** The third version: circuits without features are compared as well, within their dictionaries and across them. */
export const noveltyEverywhere = defineRule({
  ...{ kind: "novelty", version: 3, params: noveltyParams },
  words: ({ maxLikeness }) => `${noveltyWords(maxLikeness)} ${withoutFeaturesWords}`,
  definition:
    "The likeness of two circuits to each finding published and each entry committed before this commitment is at most `maxLikeness`. Of a circuit with features it is likeness@1 of circuits of the same dictionaries, and likeness@2, by the cosines of what features write to the residual stream, of those with another dictionary of the model (lib/bounty-rules/likeness.ts); while the second is not known, nothing passes; what is too like by the first has failed already. Of a circuit without features, whose feature nodes but its target hold less than 5% of the squared influences of all nodes but its target, it is likeness@3 (lib/bounty-rules/likeness-without-features.ts), whatever the dictionary. The entrants' own findings do not count, their own other entries do. Where replications are eligible, a finding that it says it is a fork of does not count.",
  check: ({ maxLikeness }, { facts, circuit }, { replications }) => {
    if (!isWithoutFeatures(circuit)) return judgeNoveltyAcross(maxLikeness, facts, replications);
    const { earlierWithoutFeatures: earlier = "unknown" } = facts;
    if (!isKnown(earlier)) return notJudged(earlier, "What of before is like it");
    return judgeNovelty(maxLikeness, earlier, replications);
  },
});
