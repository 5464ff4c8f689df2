import type { JudgedEntry } from "@/lib/bounty-format/entry-file";
import { isKnown } from "@/lib/bounty-format/facts";
import { isWithoutFeatures } from "../likeness-without-features";
import { defineRule, type Judgement, notJudged } from "../rule";
import { joined, withoutCuts } from "./joined-earlier";
import { judgeNovelty, noveltyParams, noveltyWords } from "./novelty";
import { judgeNoveltyAcross } from "./novelty-across";

export const withoutFeaturesWords =
  "Circuits that were traced with other dictionaries of the model or in the other mode count too, and where the features of one hold next to nothing two are alike by their targets and by where their influence ends, and by features where the other has some.";

export const noveltyEverywhereDefinition =
  "The likeness of two circuits to each finding published and each entry committed before this commitment is at most `maxLikeness`. Of a circuit with features it is likeness@1 of circuits of the same dictionaries, and likeness@2, by the cosines of what features write to the residual stream, of those with another dictionary of the model (lib/bounty-rules/likeness.ts); and of one without features, or of the other mode of tracing, likeness@3 (lib/bounty-rules/likeness-without-features.ts), whatever the dictionary; the largest of these that is given counts; while the second or the third is not known, nothing passes; what is too like by the first has failed already. Without features is a circuit whose feature nodes but its target hold less than 5% of the squared influences of all nodes but its target: it is compared by likeness@3 alone. The entrants' own findings do not count, their own other entries do. Where replications are eligible, a finding that it says it is a fork of does not count.";

/** The third version: circuits without features are compared as well, to each other and to those with, within their dictionaries and across them. */
export const noveltyEverywhere = defineRule({
  ...{ kind: "novelty", version: 3, params: noveltyParams },
  words: ({ maxLikeness }) => `${noveltyWords(maxLikeness)} ${withoutFeaturesWords}`,
  definition: noveltyEverywhereDefinition,
  check: ({ maxLikeness }, { facts, circuit }, { replications }) =>
    judgeNoveltyEverywhere(maxLikeness, { facts: withoutCuts(facts), circuit }, replications),
});

export function judgeNoveltyEverywhere(
  maxLikeness: number,
  { facts, circuit }: Pick<JudgedEntry, "facts" | "circuit">,
  replications: boolean,
): Judgement {
  const { earlier, earlierAcross, earlierWithoutFeatures: earlierByTarget = "unknown" } = facts;
  if (isWithoutFeatures(circuit))
    return isKnown(earlierByTarget)
      ? judgeNovelty(maxLikeness, earlierByTarget, replications)
      : notJudged(earlierByTarget, "What of before is like it");
  const all = joined(earlier, earlierByTarget);
  const judgement = judgeNoveltyAcross(
    maxLikeness,
    isKnown(earlier) ? { earlier: all, earlierAcross } : facts,
    replications,
  );
  return judgement.outcome === "passed" && !isKnown(earlierByTarget)
    ? notJudged(earlierByTarget, "What of before without features is like it")
    : judgement;
}
