import { z } from "zod";
import { computationProgressSchema } from "@/lib/computations/computation-view";
import { ablations, metrics } from "@/lib/evidence-format/evaluation";
import { familyParts } from "@/lib/family-format/choose-prompts";
import { instantSchema } from "@/lib/instant";

/** What pages and routes show of evaluations. Schemas alone, so that the browser's code may import them. */

/** Of each ablation, what lists show. */
export const listedSharesSchema = z.array(
  z.object({
    ablation: z.enum(ablations),
    sufficiency: z.number().nullable(),
    necessity: z.number().nullable(),
    percentile: z.number().nullable().describe("Of sufficiency among random circuits."),
  }),
);

export const askedEvaluationSchema = z.object({
  rule: z.string().nullable(),
  only: z.enum(familyParts).nullable(),
  prompts: z.int(),
  metric: z.enum(metrics),
  ablations: z.array(z.enum(ablations)),
  ...{ randomCircuits: z.int(), seed: z.int() },
});
export type AskedEvaluation = z.infer<typeof askedEvaluationSchema>;

const familySchema = z.object({ id: z.uuid(), version: z.int(), title: z.string(), hash: z.string() });

export const listedEvaluationSchema = z
  .object({
    id: z.uuid(),
    circuit: z.object({ id: z.uuid(), target: z.string(), text: z.string(), model: z.string() }),
    family: familySchema,
    asked: askedEvaluationSchema,
    status: z.enum(["computing", "ready", "failed"]),
    shares: listedSharesSchema.nullable().describe("Null until it is ready."),
    createdAt: instantSchema,
  })
  .meta({ id: "ListedEvaluation" });
export type ListedEvaluation = z.infer<typeof listedEvaluationSchema>;

export const evaluationViewSchema = listedEvaluationSchema
  .omit({ status: true, shares: true })
  .extend({
    ...computationProgressSchema.shape,
    shares: listedSharesSchema.nullable().describe("Null until it is ready."),
    computedBy: z.string().nullable(),
  })
  .meta({ id: "EvaluationView" });
export type EvaluationView = z.infer<typeof evaluationViewSchema>;

export const requestedEvaluationSchema = z.object({
  id: z.uuid(),
  isNew: z.boolean().describe("False where the same was asked before, by anybody."),
  url: z.string().describe("Its page."),
});
