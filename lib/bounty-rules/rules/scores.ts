import { z } from "zod";
import { defineRule, judged, percent } from "../rule";

const share = z.number().min(0).max(1);

export const scores = defineRule({
  ...{ kind: "scores", version: 1 },
  params: z.strictObject({ minReplacement: share, minCompleteness: share }),
  words: ({ minReplacement, minCompleteness }) =>
    `Replacement is ${percent(minReplacement)} or more, and completeness ${percent(minCompleteness)} or more.`,
  definition: "scores.replacement >= minReplacement and scores.completeness >= minCompleteness.",
  check: ({ minReplacement, minCompleteness }, { circuit }) => {
    const { replacement, completeness } = circuit.scores;
    return judged(replacement >= minReplacement && completeness >= minCompleteness, {
      says: `Replacement is ${percent(replacement)}, completeness ${percent(completeness)}.`,
      change:
        "Choose a target of which less ends in errors, or a lower threshold, by which more is followed to the tokens.",
      numbers: { replacement, completeness },
    });
  },
});
