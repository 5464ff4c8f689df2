import { z } from "zod";
import { type Earlier, isKnown } from "@/lib/bounty-format/facts";
import { counted, defineRule, type Judgement, judged, notJudged, percent } from "../rule";
import { withoutCuts } from "./joined-earlier";

export const ancestryParams = z.strictObject({ fromLikeness: z.number().gt(0).max(1) });

export function ancestryWords(fromLikeness: number): string {
  return `It says what it builds on: where earlier findings of others are ${percent(fromLikeness)} alike or more, it is a declared fork of one of them.`;
}

export const ancestry = defineRule({
  ...{ kind: "ancestry", version: 1, params: ancestryParams },
  words: ({ fromLikeness }) => ancestryWords(fromLikeness),
  definition:
    "Of the findings of others published before this commitment with a likeness (likeness@1) of at least `fromLikeness`, where there are any, one at least is among what the finding says it is a fork of, over any number of steps. Entries do not count, since nobody sees them.",
  check: ({ fromLikeness }, { facts }) => {
    const { earlier } = withoutCuts(facts);
    return isKnown(earlier)
      ? judgeAncestry(fromLikeness, earlier)
      : notJudged(earlier, "What of before is like it");
  },
});

export function judgeAncestry(fromLikeness: number, earlier: readonly Earlier[]): Judgement {
  const near = earlier.filter(
    ({ kind, isOwn, likeness }) => kind === "finding" && !isOwn && likeness >= fromLikeness,
  );
  const declared = near.filter(({ isAncestor }) => isAncestor).length;
  const undeclared = near.find(({ isAncestor }) => !isAncestor);
  return judged(near.length === 0 || declared > 0, {
    says:
      near.length === 0
        ? "No earlier finding of others is so like it."
        : `${counted(near.length, "earlier finding")} of others so like it, ${declared} of which it says it builds on${undeclared && declared === 0 ? `; the first is ${undeclared.id}` : ""}.`,
    change: "Make it a fork of the finding that it builds on, which its page then says.",
    numbers: { near: near.length, declared },
  });
}
