import { z } from "zod";
import { circuitQuestionSchema } from "@/lib/circuit-format/circuit";
import { modes } from "@/lib/circuit-format/kinds";
import { labelStanding } from "@/lib/circuit-format/label-standing";
import { computationSchema } from "@/lib/computations/computation-view";
import { instantSchema } from "@/lib/instant";
import { dictionaryKindViewSchema, tokenViewSchema } from "@/lib/runs/view";
import { verificationViewSchema } from "@/lib/verifications/view";

/** What pages and routes show of a circuit. Schemas alone, so that the browser's code may import them. */

export const circuitViewSchema = computationSchema
  .extend(circuitQuestionSchema.shape)
  .extend({
    id: z.uuid(),
    runId: z.uuid(),
    model: z.object({
      name: z.string(),
      displayName: z.string(),
      layers: z.number(),
      heads: z.number(),
      contextLength: z.number(),
    }),
    text: z.string(),
    tokens: z.array(tokenViewSchema),
    kinds: z.array(dictionaryKindViewSchema).describe("The dictionaries the circuit was traced with."),
    nodeCount: z.number().nullable(),
    edgeCount: z.number().nullable(),
    value: z.number().nullable(),
    replacementScore: z.number().nullable(),
    completenessScore: z.number().nullable(),
    largestResidual: z.number().nullable(),
    truncated: z.boolean().nullable(),
    createdAt: instantSchema,
    computedAt: instantSchema.nullable(),
    computedBy: z.string().nullable(),
    computeMillis: z.number().nullable(),
    verification: verificationViewSchema.nullable(),
  })
  .meta({ id: "Circuit" });
export type CircuitView = z.infer<typeof circuitViewSchema>;

/** A feature's place in a circuit, and what the circuit is of. */
export const featureCircuitSchema = z
  .object({
    circuitId: z.uuid(),
    target: z.string(),
    targetName: z.string().nullable().describe("Of a feature, if it has one."),
    targetStanding: labelStanding.nullable().describe("How that name stands; null where it is made by rule."),
    mode: z.enum(modes),
    text: z.string().describe("What was run."),
    tokens: z.array(tokenViewSchema),
    position: z.number(),
    activation: z.number(),
    influence: z.number(),
    effect: z.number(),
    expanded: z.boolean(),
  })
  .meta({ id: "FeatureCircuit" });
export type FeatureCircuitView = z.infer<typeof featureCircuitSchema>;

export const createdCircuitSchema = z.object({
  id: z.uuid(),
  url: z.string().describe("Its page."),
  isNew: z.boolean().describe("False when the same was asked before and its circuit is given."),
});
