import { z } from "zod";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { labelStandings } from "@/lib/circuit-format/label-standing";
import { families } from "@/lib/evidence-format/evidence";
import { qualitySchema } from "@/lib/evidence-format/quality";
import { placedTokenSchema, vocabularyTokenSchema } from "@/lib/tokens/token-schemas";

/** What pages and routes show of a feature. Schemas alone, so that the browser's code may import them. */

const kind = z.enum(dictionaryKinds);

/** How much of an example's window is shown: around the peak and what is read there, more of it, or all. */
export const exampleLengths = ["narrow", "more", "whole"] as const;
export type ExampleLength = (typeof exampleLengths)[number];

/** How a name came to be: by rule, or as a label of people's in one of its states. */
export const namedBy = z
  .enum(["rule", ...labelStandings])
  .describe("How the name came to be: by rule, or as people's label in this state.");
export type NamedBy = z.infer<typeof namedBy>;

const otherFeatureSchema = z.object({
  kind,
  set: z.string().describe("The name of its dictionary set."),
  layer: z.number(),
  index: z.number(),
  name: z.string().nullable(),
});
export type OtherFeature = z.infer<typeof otherFeatureSchema>;

export const exampleViewSchema = z.object({
  corpus: z.number().describe("A place in `corpora`."),
  window: z.number(),
  position: z.number().describe("Where it is strongest in the window."),
  activation: z.number(),
  firings: z
    .array(z.tuple([z.number(), z.number()]))
    .describe("[position, activation] of the firings nearest the peak, to three digits."),
  fired: z.number().describe("How often it fires in the window in all."),
  probability: z
    .number()
    .nullable()
    .describe("With which it was drawn; null where it was chosen for its strength."),
  length: z.number().describe("How many tokens the window has."),
  tokens: z.array(placedTokenSchema).describe("Those of the window that are shown, by position."),
  reads: z
    .array(
      z.object({ head: z.number(), source: z.number(), value: z.number(), token: vocabularyTokenSchema }),
    )
    .nullable()
    .describe(
      "Of an attention feature, what heads bring from which source token to the peak (DFA), the largest first.",
    ),
  readsTotal: z.number().nullable().describe("The sum over all heads and sources."),
});
export type ExampleView = z.infer<typeof exampleViewSchema>;

const tokenValueSchema = z.object({ token: vocabularyTokenSchema, value: z.number() });

export const featureEvidenceViewSchema = z.object({
  corpora: z.array(
    z.object({
      index: z.string().describe("The index that read it, as an example is named by."),
      name: z.string(),
      licence: z.string(),
      tokens: z.number(),
      windows: z.number(),
    }),
  ),
  density: z.number().describe("The share of all tokens at which it fires."),
  fired: z.object({ tokens: z.number(), windows: z.number() }),
  activation: z.object({ max: z.number(), mean: z.number() }),
  histogram: z
    .array(z.object({ from: z.number(), to: z.number().nullable(), count: z.number() }))
    .describe("Firings by activation."),
  bands: z
    .array(
      z.object({
        band: z.number(),
        from: z.number(),
        to: z.number().nullable(),
        windows: z.number(),
        drawn: z.number(),
      }),
    )
    .describe("Windows by their strongest activation, and how many of them were drawn as examples."),
  shown: z.number().nullable().describe("The band whose examples these are; null for the strongest."),
  examples: z.array(exampleViewSchema),
  named: exampleViewSchema
    .nullable()
    .describe("The example that was asked for by name; null where none was, or it is not kept any more."),
  tokens: z.array(
    z.object({
      token: vocabularyTokenSchema,
      share: z.number(),
      firesOn: z.number().nullable(),
      sampled: z.number(),
    }),
  ),
  logits: z.object({ promoted: z.array(tokenValueSchema), suppressed: z.array(tokenValueSchema) }).nullable(),
  heads: z
    .object({
      byWeight: z.array(z.number()),
      byDfa: z.array(z.number()).nullable(),
      examples: z.number(),
    })
    .nullable(),
  neighbours: z.array(otherFeatureSchema.extend({ cosine: z.number() })),
  together: z.array(otherFeatureSchema.extend({ both: z.number(), overlap: z.number() })),
  families: z.array(z.enum(families)),
  duplicates: z.array(otherFeatureSchema),
});
export type FeatureEvidenceView = z.infer<typeof featureEvidenceViewSchema>;

/** A corpus that is being read for the evidence that is not there yet. */
export const corpusReadingSchema = z.object({
  corpus: z.string(),
  state: z.enum(["waiting", "reading", "assembling", "failed"]),
  progress: z.number().describe("0 to 1, of the state."),
  failure: z.string().nullable(),
});
export type CorpusReading = z.infer<typeof corpusReadingSchema>;

export const featureViewSchema = z
  .object({
    model: z.object({
      name: z.string(),
      displayName: z.string(),
      layers: z.number(),
      heads: z.number(),
    }),
    kind,
    set: z.object({ name: z.string(), displayName: z.string(), licence: z.string() }),
    layer: z.number(),
    index: z.number(),
    features: z.number().describe("How many features its dictionary has."),
    architecture: z.string().describe("Its dictionary's, in SAELens' word."),
    hookIn: z.string(),
    hookOut: z.string(),
    name: z
      .string()
      .nullable()
      .describe(
        "What people call it; until somebody does, made by rule from what a corpus showed, and null before one was read.",
      ),
    named: namedBy.nullable(),
    evidence: featureEvidenceViewSchema.nullable(),
    quality: qualitySchema.nullable().describe("How well its dictionary stands for its site."),
    reading: corpusReadingSchema.nullable().describe("Where there is no evidence: how far reading is."),
  })
  .meta({ id: "Feature" });
export type FeatureView = z.infer<typeof featureViewSchema>;
