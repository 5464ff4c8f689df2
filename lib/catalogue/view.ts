import { z } from "zod";
import { instantSchema } from "@/lib/instant";
import { trustSchema } from "@/lib/trust/view";
import { facetNames } from "./facet-kinds";

/** What the API says of the catalogue. Schemas alone, so that the browser's code may import them. */

const counted = z.object({
  name: z.enum(facetNames).describe("The filter, as the address names it."),
  value: z.string(),
  count: z.number().int(),
});

export const listedFindingSchema = z
  .object({
    id: z.uuid(),
    circuitId: z.uuid(),
    title: z.string(),
    sentence: z.string().nullable().describe("The first sentence of its write-up."),
    tags: z.array(z.string()),
    publishedAt: instantSchema.nullable(),
    author: z.object({ handle: z.string(), name: z.string().nullable() }),
    trust: trustSchema.describe("Of the circuit that it is about."),
    circuit: z.object({
      target: z.string().describe("The node that it explains."),
      nodeCount: z.number().int().nullable(),
      completenessScore: z.number().nullable(),
      replacementScore: z.number().nullable(),
      run: z.object({ text: z.string(), model: z.object({ name: z.string(), displayName: z.string() }) }),
    }),
  })
  .meta({ id: "ListedFinding" });

export const cataloguePageSchema = z
  .object({
    items: z.array(listedFindingSchema),
    nextCursor: z.string().nullable(),
    total: z.number().int().describe("How many findings pass the filters."),
    counts: z
      .array(counted)
      .describe(
        "How many there would be with a value chosen too, or in the place of one that is: of each filter the most frequent. " +
          "Of a list of more than 200, the values counted are those that are the most frequent on the whole site.",
      ),
    without: z
      .array(counted)
      .describe("Where nothing passes: each filter with how many there would be without it, if any."),
  })
  .meta({ id: "CataloguePage" });
