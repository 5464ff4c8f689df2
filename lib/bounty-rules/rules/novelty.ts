import { z } from "zod";
import { type Earlier, isKnown } from "@/lib/bounty-format/facts";
import { defineRule, type Judgement, judged, notJudged, percent } from "../rule";
import { withoutCuts } from "./joined-earlier";

export const noveltyParams = z.strictObject({ maxLikeness: z.number().min(0).lt(1) });

export function noveltyWords(maxLikeness: number): string {
  return `It is not too like what was there before: at most ${percent(maxLikeness)} alike to any earlier finding of others and to any earlier entry.`;
}

export const novelty = defineRule({
  ...{ kind: "novelty", version: 1, params: noveltyParams },
  words: ({ maxLikeness }) => noveltyWords(maxLikeness),
  definition:
    "The likeness of two circuits (likeness@1, lib/bounty-rules/likeness.ts) to each finding published and each entry committed before this commitment is at most `maxLikeness`. The entrants' own findings do not count, their own other entries do. Where replications are eligible, a finding that it says it is a fork of does not count.",
  check: ({ maxLikeness }, { facts }, { replications }) => {
    const { earlier } = withoutCuts(facts);
    return isKnown(earlier)
      ? judgeNovelty(maxLikeness, earlier, replications)
      : notJudged(earlier, "What of before is like it");
  },
});

const howCompared: Partial<Record<Earlier["measure"], string>> = {
  "likeness@2": ", across dictionaries of the model",
  "likeness@4": " where both are cut at the coarser's thresholds",
};

export function judgeNovelty(
  maxLikeness: number,
  earlier: readonly Earlier[],
  replications: boolean,
): Judgement {
  const against = earlier
    .filter(({ kind, isOwn, isAncestor }) =>
      kind === "entry" ? true : !isOwn && !(replications && isAncestor),
    )
    .sort((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1));
  const [nearest] = against;
  const likeness = nearest?.likeness ?? 0;
  const noun = nearest?.isOwn ? "other entry of your own" : `earlier ${nearest?.kind ?? "finding"}`;
  const where = (nearest && howCompared[nearest.measure]) ?? "";
  return judged(likeness <= maxLikeness, {
    says: nearest
      ? `The nearest ${noun} is ${nearest.id}, ${percent(likeness)} alike${where}.`
      : "Nothing of before is like it.",
    change:
      "Explain something that was not explained before: other words, names, places, thresholds or weak nodes do not make a circuit another one.",
    numbers: { likeness, tooLike: against.filter((each) => each.likeness > maxLikeness).length },
  });
}
