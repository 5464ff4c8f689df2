import { z } from "zod";
import { instantSchema } from "@/lib/instant";

/** What was done to find out whether a circuit holds. Schemas alone, so that the browser's code may import them. */
export const trustSchema = z
  .object({
    verified: z
      .object({ passed: z.boolean(), at: instantSchema })
      .nullable()
      .describe(
        "Whether what is stored was what came out when it was last computed again; null where it never was.",
      ),
    checked: z
      .array(
        z.object({
          frozen: z.boolean().describe("Attention patterns and LayerNorms held as they were."),
          at: instantSchema,
          pearson: z.number().nullable().describe("Of predicted and measured effects."),
          features: z.number().int().describe("How many were ablated."),
        }),
      )
      .describe("Its causal checks: features taken out of the real model, one at a time."),
  })
  .meta({ id: "Trust" });
export type Trust = z.infer<typeof trustSchema>;
