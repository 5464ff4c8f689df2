import { z } from "zod";
import { intervalSchema } from "../checks/estimate";

/** What people's answers say of a label, with their own error rates reckoned with (estimate-crowd.ts). */
export const crowdEstimateSchema = z.object({
  answers: z.number(),
  raters: z.number(),
  texts: z.number().describe("Different ones that were asked about."),
  settled: z.number().describe("Texts of which nobody more is asked what the label says."),
  sensitivity: intervalSchema
    .nullable()
    .describe("Of the corpus' windows with a firing, the share of which the label says so."),
  specificity: intervalSchema.nullable().describe("Of those without, the share of which it says so."),
  balanced: intervalSchema.nullable().describe("The mean of the two."),
  near: z.number().nullable().describe("Of near misses, the share that the label tells apart."),
});
export type CrowdEstimate = z.infer<typeof crowdEstimateSchema>;
