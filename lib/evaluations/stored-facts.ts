import type { z } from "zod";
import type { Evaluation } from "@/lib/evidence-format/evaluation";
import { evaluationFacts, evaluationFactsSchema } from "@/lib/evidence-format/evaluation-facts";
import { type Tier, tierOf } from "@/lib/evidence-format/tier";
import { tierThresholds } from "@/lib/evidence-format/tier-thresholds";
import type { AskedEvaluation } from "./view";

/** What tiers read of an evaluation, as `Evaluation.facts` keeps it: the whole document would take milliseconds each time. */
export type StoredFacts = z.infer<typeof evaluationFactsSchema>;

/**
 * They of a finished evaluation, as columns; `wordings`: of each of its prompts, the way in which it is worded. Ways of fewer prompts than
 * the rule looks at are left out: a family that was made of lines has a way of its own for each of hundreds.
 */
export function factsToStore(
  evaluation: Evaluation,
  { only, wordings }: Pick<AskedEvaluation, "only"> & { wordings: readonly string[] },
) {
  const facts = evaluationFacts(evaluation, { heldOut: only === "held-out", wordings });
  const byWording = facts.byWording.filter(({ prompts }) => prompts >= tierThresholds.promptsOfWording);
  return factColumns(evaluationFactsSchema.parse({ ...facts, byWording }));
}

/** With how many things lack for each tier, by which the evaluation is found that lacks least: of a thousand, no other is read. */
export function factColumns(facts: StoredFacts) {
  const { steps } = tierOf({ verified: null, checks: [], replications: [], evaluations: [facts] });
  const lacksFor = (tier: Tier) => {
    const step = steps.find((each) => each.tier === tier);
    return step?.evaluation === 0 ? step.missing.length : null;
  };
  return { facts, wholeLacks: lacksFor("whole"), generalLacks: lacksFor("general") };
}
