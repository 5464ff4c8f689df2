import { z } from "zod";
import { type EntryFacts, isKnown } from "@/lib/bounty-format/facts";
import { tierOf, tiers } from "@/lib/evidence-format/tier";
import { hashSchema } from "@/lib/finding-format/hash-schema";
import { defineRule, judged, notJudged } from "../rule";

/** Whether another found it again no machine tells yet. */
const askedFor = tiers.filter((each) => each !== "replicated");

const asked = {
  traced: "it is traced anew and comes out the same",
  causal: "what it predicts of its features and what ablating them does agree",
  whole:
    "over a family of prompts it is needed and does the work by itself, under two kinds of ablation and better than 95 of 100 random circuits alike",
  general: "it is and does so on held-out prompts too, in each of two wordings",
} as const;

export const tier = defineRule({
  ...{ kind: "tier", version: 1 },
  params: z.strictObject({
    atLeast: z.enum(askedFor),
    /** Hashes of the families of prompts that count; none for any. */
    families: z.array(hashSchema).max(20),
  }),
  words: ({ atLeast, families }) =>
    `The circuit is shown as far as "${atLeast}": ${asked[atLeast]}, by the tiers of evidence${families.length > 0 ? `; over families of prompts other than ${families.length === 1 ? "the one" : `the ${families.length}`} given here nothing counts` : ""}.`,
  definition:
    "The tier of docs/evidence.md, section 8, is at least `atLeast`: of the last verification, the causal check with nothing held, and whole-circuit evaluations of this very circuit that were begun before the commitment over families of prompts that everybody sees, and, where `families` names any, over those of these hashes, which stand on their pages. More evidence never lowers a tier; a replication moves none here.",
  check: ({ atLeast, families }, { facts }) => {
    const evidence = readEvidence(facts, atLeast, families);
    if ("outcome" in evidence) return evidence;
    const { tier: reached, steps } = tierOf({ ...evidence, replications: [] });
    const needed = steps.slice(0, tiers.indexOf(atLeast) + 1);
    const missing = needed.flatMap((step) => (step.holds ? [] : step.missing));
    return judged(missing.length === 0, {
      says: reached
        ? `By what was done by then it is ${reached}.`
        : "By what was done by then it is not even traced.",
      change: `What is missing, to be done before it is entered: ${missing.join(" ")}`,
      numbers: {
        steps: needed.filter(({ holds }) => holds).length,
        evaluations: evidence.evaluations.length,
      },
    });
  },
});

/** What the tier up to one asked for is read off; what is not known of that is said. */
function readEvidence(
  { verification, causalChecks: { free }, evaluations = "unknown" }: EntryFacts,
  atLeast: (typeof askedFor)[number],
  families: readonly string[],
) {
  const reads = (step: (typeof askedFor)[number]) => askedFor.indexOf(atLeast) >= askedFor.indexOf(step);
  if (!isKnown(verification)) return notJudged(verification, "Its verification");
  if (reads("causal") && !isKnown(free)) return notJudged(free, "The causal check with nothing held");
  if (reads("whole") && !isKnown(evaluations))
    return notJudged(evaluations, "What it does over families of prompts");
  const counts = isKnown(evaluations) ? evaluations : [];
  return {
    verified: verification.passed,
    checks: isKnown(free) ? [free.points] : [],
    evaluations: counts.filter(({ family }) => families.length === 0 || families.includes(family)),
  };
}
