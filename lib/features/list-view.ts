import { z } from "zod";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { labelStandings } from "@/lib/circuit-format/label-standing";
import { pageSchema } from "@/lib/paging/page";
import { namedBy } from "./view";

/** What pages and routes show of a list of features. Schemas alone, so that the browser's code may import them. */

/** The most frequent first, or those that fire most strongly. */
export const featureSorts = ["density", "strongest"] as const;
export type FeatureSort = (typeof featureSorts)[number];

/** Whether people have labelled a feature, and how a label of it stands. */
export const labelFilters = ["labelled", "unlabelled", ...labelStandings] as const;
export type LabelFilter = (typeof labelFilters)[number];

const addressShape = {
  model: z.string().describe("The model's name."),
  kind: z.enum(dictionaryKinds),
  set: z.string().describe("The name of its dictionary set."),
  layer: z.number(),
  index: z.number(),
};

export const listedFeatureSchema = z.object({
  ...addressShape,
  name: z
    .string()
    .describe("What people call it; until somebody does, made by rule from what a corpus showed."),
  named: namedBy,
  density: z.number().describe("The share of all tokens at which it fires."),
  maxActivation: z.number(),
});
export type ListedFeature = z.infer<typeof listedFeatureSchema>;

/** What an id that somebody typed may mean here. */
const meantFeaturesSchema = z.object({
  features: z.array(
    z.object({
      ...addressShape,
      name: z.string().nullable().describe("Null where no corpus has been read yet."),
      words: z.string().describe("Which dictionary it is of."),
    }),
  ),
  sentence: z.string().nullable().describe("Why there is none, or what is not certain."),
});
export type MeantFeatures = z.infer<typeof meantFeaturesSchema>;

export const foundFeaturesSchema = pageSchema(listedFeatureSchema).extend({
  meant: meantFeaturesSchema.nullable().describe("Where `q` is an id of a feature: what it may mean here."),
});
export type FoundFeatures = z.infer<typeof foundFeaturesSchema>;
