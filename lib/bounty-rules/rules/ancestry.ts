import { z } from "zod";
import { isKnown } from "@/lib/bounty-format/facts";
import { counted, defineRule, judged, notJudged, percent } from "../rule";

export const ancestry = defineRule({
  ...{ kind: "ancestry", version: 1 },
  params: z.strictObject({ fromLikeness: z.number().gt(0).max(1) }),
  words: ({ fromLikeness }) =>
    `It says what it builds on: where earlier findings of others are ${percent(fromLikeness)} alike or more, it is a declared fork of one of them.`,
  definition:
    "Of the findings of others published before this commitment with a likeness (likeness@1) of at least `fromLikeness`, where there are any, one at least is among what the finding says it is a fork of, over any number of steps. Entries do not count, since nobody sees them.",
  check: ({ fromLikeness }, { facts: { earlier } }) => {
    if (!isKnown(earlier)) return notJudged(earlier, "What of before is like it");
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
  },
});
