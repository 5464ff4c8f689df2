import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { families } from "@/lib/evidence-format/evidence";
import { densityBands } from "./density-bands";
import { readSetSegment } from "./feature-address";
import { featureSorts, labelFilters } from "./list-view";

/** What is looked for among features, as the page's address and the API's say it. */
export const featureQuery = z.object({
  q: storableText
    .max(400)
    .optional()
    .describe(
      "Words of the name, the last of which may be a beginning; or an id, also Neuronpedia's or SAELens'.",
    ),
  model: storableText.max(100).optional().describe("A model's name."),
  set: storableText
    .max(120)
    .transform((text, context) => {
      const set = readSetSegment(text);
      if (!set) context.addIssue("A set begins with its kind: attn, resid or mlp.");
      return set;
    })
    .optional()
    .describe("A dictionary set as a feature's address says it."),
  layer: z.coerce.number().int().min(0).max(10_000).optional(),
  family: z.enum(families).optional().describe("Only those that are one of many alike."),
  density: z
    .enum(densityBands)
    .optional()
    .describe(
      "Only those that fire at so many percent of all tokens: the lower end is in, the upper is not.",
    ),
  label: z
    .enum(labelFilters)
    .optional()
    .describe("Only those that people have labelled, have not, or whose label stands so."),
  sort: z.enum(featureSorts).optional().describe("`density` by default: the most frequent first."),
});
