import { z } from "zod";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";

/** A feature whose tokens stand beside the right ones in a hand, and why it was taken. */
const decoySchema = z.object({
  kind: z.enum(dictionaryKinds),
  layer: z.number().int(),
  index: z.number().int(),
  as: z.enum(["together", "random"]).describe("Fires with the feature, or was drawn."),
});
export type Decoy = z.infer<typeof decoySchema>;

/**
 * From where a text of a check was drawn. Of a band its windows are counted, so that what is answered on a few of them stands for all
 * (lib/evidence-format/strata.ts); near misses and random windows are texts in which the feature does not fire. A continuation is asked
 * about after a text in which it does.
 */
export const stratumSchema = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("band"),
    band: z.number().int(),
    windows: z.number().int().describe("How many windows of the corpus are in the band."),
  }),
  z.object({ is: z.literal("near") }),
  z.object({ is: z.literal("random") }),
  z.object({
    is: z.literal("continuation"),
    options: z.array(z.number().int()).describe("Ids of the tokens, as they were shown."),
    raised: z.number().int().describe("The place of the one that the feature raises."),
    decoys: z.array(decoySchema.nullable()).describe("Of which feature each is; null for the right one."),
  }),
]);
export type Stratum = z.infer<typeof stratumSchema>;
export type ContinuationStratum = Extract<Stratum, { is: "continuation" }>;
export type TextStratum = Exclude<Stratum, ContinuationStratum>;
