import type { JudgedEntry } from "@/lib/bounty-format/entry-file";
import { isKnown } from "@/lib/bounty-format/facts";
import { isWithoutFeatures } from "../likeness-without-features";
import { defineRule, type Judgement, notJudged } from "../rule";
import { ancestryParams, ancestryWords, judgeAncestry } from "./ancestry";
import { judgeAncestryAcross } from "./ancestry-across";
import { joined, withoutCuts } from "./joined-earlier";
import { withoutFeaturesWords } from "./novelty-everywhere";

export const ancestryEverywhereDefinition =
  "Of the findings of others published before this commitment with a likeness of at least `fromLikeness` (of two circuits with features likeness@1, or likeness@2 of those with another dictionary of the model; where the feature nodes of one but its target hold less than 5% of the squared influences of all nodes but its target, or they are of two modes, likeness@3), where there are any, one at least is among what the finding says it is a fork of, over any number of steps. While likeness@2 or likeness@3 is not known, nothing is judged. Entries do not count, since nobody sees them.";

/** The third version: circuits without features are compared as well, to each other and to those with, within their dictionaries and across them. */
export const ancestryEverywhere = defineRule({
  ...{ kind: "ancestry", version: 3, params: ancestryParams },
  words: ({ fromLikeness }) => `${ancestryWords(fromLikeness)} ${withoutFeaturesWords}`,
  definition: ancestryEverywhereDefinition,
  check: ({ fromLikeness }, { facts, circuit }) =>
    judgeAncestryEverywhere(fromLikeness, { facts: withoutCuts(facts), circuit }),
});

export function judgeAncestryEverywhere(
  fromLikeness: number,
  { facts, circuit }: Pick<JudgedEntry, "facts" | "circuit">,
): Judgement {
  const { earlier, earlierAcross, earlierWithoutFeatures: earlierByTarget = "unknown" } = facts;
  if (!isKnown(earlierByTarget)) return notJudged(earlierByTarget, "What of before is like it");
  if (isWithoutFeatures(circuit)) return judgeAncestry(fromLikeness, earlierByTarget);
  const all = isKnown(earlier) ? joined(earlier, earlierByTarget) : earlier;
  return judgeAncestryAcross(fromLikeness, { earlier: all, earlierAcross });
}
