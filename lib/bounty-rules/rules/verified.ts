import { z } from "zod";
import { isKnown } from "@/lib/bounty-format/facts";
import { defineRule, judged, notJudged } from "../rule";

export const verified = defineRule({
  ...{ kind: "verified", version: 1 },
  params: z.strictObject({}),
  words: () => "The circuit is verified: computed again, it came out the same.",
  definition:
    "The last verification passed: every number within the tolerance of docs/attribution.md, section 6.",
  check: (_, { facts: { verification } }) => {
    if (!isKnown(verification)) return notJudged(verification, "Its verification");
    const { passed, largestDifference } = verification;
    return judged(passed, {
      says: passed ? "It came out again." : "Computed again it did not come out the same.",
      change: "Trace it anew here, and enter what comes out.",
      numbers: largestDifference === null ? {} : { largestDifference },
    });
  },
});
