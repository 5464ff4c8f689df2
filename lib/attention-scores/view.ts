import { z } from "zod";
import { attentionScoreSchema } from "@/lib/circuit-format/attention-score";
import { computationProgressSchema } from "@/lib/computations/computation-view";

/** What pages and routes show of an attention score. Schemas alone, so that the browser's code may import them. */

/** A layer, a head or a position, as far as a schema can tell; the run says how many it has. */
const counted = z.number().int().min(0).max(100_000);

export const attentionPlaceSchema = z.object({
  layer: counted,
  head: counted,
  query: counted.describe("The position that looks."),
  key: counted.describe("The position that is looked at, the query's own or before it."),
});
export type AttentionPlace = z.infer<typeof attentionPlaceSchema>;

export const attentionScoreViewSchema = computationProgressSchema
  .extend({
    id: z.uuid(),
    ...attentionPlaceSchema.shape,
    result: attentionScoreSchema.nullable().describe("Null until it is ready."),
    names: z
      .array(z.tuple([z.string(), z.string()]))
      .describe("Names of the features in it: [`resid.3.17`, name]. Those without one are left out."),
  })
  .meta({ id: "AttentionScore" });
export type AttentionScoreView = z.infer<typeof attentionScoreViewSchema>;
