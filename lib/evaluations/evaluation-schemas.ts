import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { ablations, metrics } from "@/lib/evidence-format/evaluation";
import { familyParts } from "@/lib/family-format/choose-prompts";
import { familyLimits } from "@/lib/family-format/limits";

/** What is asked of a circuit and a family. Schemas alone, so that forms may read them. */

/** Prompts of one evaluation: on the bundled model each takes some two seconds. */
export const maxEvaluatedPrompts = 200;
export const defaultEvaluatedPrompts = 32;
/** Fewer random circuits tell no percentile; each is two runs a prompt and ablation. */
export const evaluatedRandomCircuits = { least: 100, most: 1_000 } as const;

export const newEvaluationSchema = z.object({
  circuitId: z.uuid(),
  familyId: z.uuid(),
  version: z.int().min(1).max(1e9).describe("The family's."),
  rule: storableText
    .max(familyLimits.maxNameLength)
    .nullable()
    .default(null)
    .describe("The rule by which counterfactuals are made; null for the family's own way."),
  only: z
    .enum(familyParts)
    .nullable()
    .default(null)
    .describe("The prompts that are shown, or those held out; null for both."),
  prompts: z
    .int()
    .min(1)
    .max(maxEvaluatedPrompts)
    .default(defaultEvaluatedPrompts)
    .describe("The first so many of them."),
  metric: z
    .enum(metrics)
    .nullable()
    .default(null)
    .describe("Null for the logit difference where every prompt has a distractor, else the logit."),
  ablations: z
    .array(z.enum(ablations))
    .min(1)
    .max(ablations.length)
    .nullable()
    .default(null)
    .describe("Null for all that the prompts allow."),
  randomCircuits: z
    .union([z.literal(0), z.int().min(evaluatedRandomCircuits.least).max(evaluatedRandomCircuits.most)])
    .default(evaluatedRandomCircuits.least),
  seed: z.int().min(0).max(0x7fffffff).default(1).describe("Of random circuits and intervals."),
});
export type NewEvaluation = z.output<typeof newEvaluationSchema>;
