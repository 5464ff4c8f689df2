import { z } from "zod";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";

/** What routes tell of a search by activation. Schemas alone, so that the browser's code may import them. */

export const specificFeatureSchema = z.object({
  kind: z.enum(dictionaryKinds),
  layer: z.number(),
  index: z.number(),
  set: z.string().describe("The name of its dictionary set."),
  name: z.string(),
  specificity: z
    .number()
    .describe(
      "How much it tells these tokens from all others, in bits: its mean activation there less that elsewhere, each as a share of the largest that corpora showed, times how rare it is that it fires.",
    ),
  there: z.number().describe("Its mean activation at these tokens, in its dictionary's own units."),
  elsewhere: z.number().describe("The same at all other tokens of the text."),
  density: z.number().describe("The share of a corpus' tokens at which it fires."),
  url: z.string().describe("Its page."),
});

export const specificFeaturesSchema = z
  .object({
    features: z.array(specificFeatureSchema).describe("The most specific first, 50 at most."),
    unmeasured: z
      .number()
      .int()
      .describe(
        "How many more that fire there no corpus has shown, so that nothing tells how rare they are.",
      ),
  })
  .meta({ id: "SpecificFeatures" });
export type SpecificFeatures = z.infer<typeof specificFeaturesSchema>;
