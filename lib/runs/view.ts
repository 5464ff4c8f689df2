import { z } from "zod";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { labelStanding } from "@/lib/circuit-format/label-standing";
import { computationSchema } from "@/lib/computations/computation-view";
import { instantSchema } from "@/lib/instant";
import { placedTokenSchema, vocabularyTokenSchema } from "@/lib/tokens/token-schemas";

/** What pages and routes show of a run. Schemas alone, so that the browser's code may import them. */

export const dictionaryKindSchema = z.enum(dictionaryKinds);

export const tokenViewSchema = placedTokenSchema;
export type TokenView = z.infer<typeof tokenViewSchema>;

export const predictionViewSchema = vocabularyTokenSchema.extend({
  logit: z.number(),
  probability: z.number().describe("0 to 1, over the whole vocabulary."),
});
export type PredictionView = z.infer<typeof predictionViewSchema>;

/** The dictionary set of one kind, and the layers it has dictionaries of. */
export const dictionaryKindViewSchema = z.object({
  kind: dictionaryKindSchema,
  set: z.object({ name: z.string(), displayName: z.string() }),
  layers: z.array(z.number()),
  leavesOnly: z
    .string()
    .nullable()
    .describe(
      "Why their features are leaves of circuits, which nothing is traced behind; null where they are not.",
    ),
});

export const runViewSchema = computationSchema
  .extend({
    id: z.uuid(),
    model: z.object({
      name: z.string(),
      displayName: z.string(),
      layers: z.number(),
      contextLength: z.number(),
    }),
    text: z.string(),
    asWritten: z
      .boolean()
      .describe("Whether no beginning-of-text token was put in front of a text that brings its own."),
    tokens: z.array(tokenViewSchema).describe("Empty until the run is ready."),
    featureCount: z.number().nullable(),
    createdAt: instantSchema,
    computedAt: instantSchema.nullable(),
    computedBy: z.string().nullable(),
    computeMillis: z.number().nullable(),
    kinds: z.array(dictionaryKindViewSchema).describe("The dictionaries the run was read with."),
    hasOtherSets: z.boolean().describe("Whether its model has dictionary sets that it was not read with."),
  })
  .meta({ id: "Run" });
export type RunView = z.infer<typeof runViewSchema>;

export const activeFeatureViewSchema = z.object({
  kind: dictionaryKindSchema,
  layer: z.number(),
  index: z.number(),
  activation: z.number().describe("f, in the dictionary's own units, at the position in question."),
  label: z.string().nullable(),
  standing: labelStanding
    .nullable()
    .describe("How people's label stands; null where the name is made by rule, or there is none."),
  measured: z
    .object({
      largest: z.number().describe("Its largest activation over all that was read."),
      density: z.number().describe("The share of tokens at which it fires there, 0 to 1."),
    })
    .nullable()
    .describe("What corpora showed of it; null where none was read."),
  firesAt: z
    .array(z.tuple([z.number(), z.number()]))
    .describe("Everywhere it fires in this run: [position, activation], by position."),
});
export type ActiveFeatureView = z.infer<typeof activeFeatureViewSchema>;

export const runPositionViewSchema = z
  .object({
    position: z.number(),
    features: z.array(activeFeatureViewSchema).describe("By kind, then layer, then falling activation."),
    predictions: z.array(predictionViewSchema).describe("The ten best next tokens after this position."),
  })
  .meta({ id: "RunPosition" });
export type RunPositionView = z.infer<typeof runPositionViewSchema>;

export const createdRunSchema = z.object({
  id: z.uuid(),
  url: z.string().describe("Its page."),
  isNew: z.boolean().describe("False when the same was asked before and its run is given."),
});

export const tokenCountSchema = z.object({
  tokens: z
    .number()
    .nullable()
    .describe("Without the beginning-of-text token that is put in front. Null where only a worker can tell."),
  limit: z.number().describe("How many of them the model takes."),
  cuts: z
    .object({ first: z.number(), last: z.number() })
    .nullable()
    .describe(
      "Of a longer text, where it may be cut, in UTF-16 units: what stands before `first` fits, and what stands from `last` on.",
    ),
});
export type TokenCountView = z.infer<typeof tokenCountSchema>;
