import { z } from "zod";
import { discussionSchema } from "@/lib/discussion/view";
import { featureLabelsSchema } from "@/lib/labels/view";

/** What a feature's page is told while it is open. Schemas alone, so that the browser's code may import them. */

export const hereSchema = z.object({
  count: z.number().describe("How many members besides oneself have the feature's page open."),
  people: z
    .array(z.object({ handle: z.string(), name: z.string().nullable() }))
    .describe("Some of them, by handle; none to a guest."),
});
export type Here = z.infer<typeof hereSchema>;

export const featureNewsSchema = z
  .object({ labels: featureLabelsSchema, discussion: discussionSchema, here: hereSchema })
  .partial()
  .describe("One of the three as it is now.");
export type FeatureNews = z.infer<typeof featureNewsSchema>;
