import { z } from "zod";

/**
 * From where a text of a check was drawn. Of a band its windows are counted, so that what is answered on a few of them stands for all
 * (lib/evidence-format/strata.ts); near misses and random windows are texts in which the feature does not fire.
 */
export const stratumSchema = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("band"),
    band: z.number().int(),
    windows: z.number().int().describe("How many windows of the corpus are in the band."),
  }),
  z.object({ is: z.literal("near") }),
  z.object({ is: z.literal("random") }),
]);
export type Stratum = z.infer<typeof stratumSchema>;
