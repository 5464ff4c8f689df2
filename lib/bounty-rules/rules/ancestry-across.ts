import { type EntryFacts, isKnown } from "@/lib/bounty-format/facts";
import { defineRule, type Judgement, notJudged } from "../rule";
import { ancestryParams, ancestryWords, judgeAncestry } from "./ancestry";
import { joined, withoutCuts } from "./joined-earlier";

/** The second version: circuits of other dictionaries of the model are compared too. */
export const ancestryAcross = defineRule({
  ...{ kind: "ancestry", version: 2, params: ancestryParams },
  words: ({ fromLikeness }) =>
    `${ancestryWords(fromLikeness)} Circuits that were traced with other dictionaries of the model count too.`,
  definition:
    "Of the findings of others published before this commitment with a likeness of at least `fromLikeness` (likeness@1, or likeness@2 of those with another dictionary of the model), where there are any, one at least is among what the finding says it is a fork of, over any number of steps. While likeness@2 is not known, nothing is judged. Entries do not count, since nobody sees them.",
  check: ({ fromLikeness }, { facts }) => judgeAncestryAcross(fromLikeness, withoutCuts(facts)),
});

export function judgeAncestryAcross(
  fromLikeness: number,
  { earlier, earlierAcross = "unknown" }: Pick<EntryFacts, "earlier" | "earlierAcross">,
): Judgement {
  if (!isKnown(earlier)) return notJudged(earlier, "What of before is like it");
  if (!isKnown(earlierAcross))
    return notJudged(earlierAcross, "What of before is like it in other dictionaries of the model");
  return judgeAncestry(fromLikeness, joined(earlier, earlierAcross));
}
