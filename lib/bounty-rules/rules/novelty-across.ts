import { type EntryFacts, isKnown } from "@/lib/bounty-format/facts";
import { defineRule, type Judgement, notJudged } from "../rule";
import { joined, withoutCuts } from "./joined-earlier";
import { judgeNovelty, noveltyParams, noveltyWords } from "./novelty";

/** The second version: circuits of other dictionaries of the model are compared too. */
export const noveltyAcross = defineRule({
  ...{ kind: "novelty", version: 2, params: noveltyParams },
  words: ({ maxLikeness }) =>
    `${noveltyWords(maxLikeness)} Circuits that were traced with other dictionaries of the model count too.`,
  definition:
    "The likeness of two circuits (lib/bounty-rules/likeness.ts) to each finding published and each entry committed before this commitment is at most `maxLikeness`: likeness@1 of circuits of the same dictionaries, and likeness@2, by the cosines of what features write to the residual stream, of those with another dictionary of the model. While the second is not known, nothing passes; what is too like by the first has failed already. The entrants' own findings do not count, their own other entries do. Where replications are eligible, a finding that it says it is a fork of does not count.",
  check: ({ maxLikeness }, { facts }, { replications }) =>
    judgeNoveltyAcross(maxLikeness, withoutCuts(facts), replications),
});

export function judgeNoveltyAcross(
  maxLikeness: number,
  { earlier, earlierAcross = "unknown" }: Pick<EntryFacts, "earlier" | "earlierAcross">,
  replications: boolean,
): Judgement {
  if (!isKnown(earlier)) return notJudged(earlier, "What of before is like it");
  const judgement = judgeNovelty(maxLikeness, joined(earlier, earlierAcross), replications);
  if (judgement.outcome === "passed" && !isKnown(earlierAcross))
    return notJudged(earlierAcross, "What of before is like it in other dictionaries of the model");
  return judgement;
}
