import { z } from "zod";

/*
 * How a label as a program scores: of the tokens at which its feature fires, by activation band, how many it marks, and of all that
 * it marks how many are such. docs/evidence.md says what is exact.
 */

const count = z.number().int().nonnegative();

/** A number with the ends of its 90% interval: all three the same where it is exact. */
const estimate = z.object({ value: z.number(), low: z.number(), high: z.number() });
export type Estimate = z.infer<typeof estimate>;

export const programScoreSchema = z.object({
  format: z.literal("circuit-commons/program-score@1"),
  tokens: count.describe("Of the corpora, the first of each window left out."),
  windows: count,
  fired: count.describe("Tokens at which the feature fires."),
  marked: z.object({ tokens: count, windows: count }).describe("Which the program marks, exactly."),
  read: count.describe(
    "Of the windows with a marked token, how many were read through the model: where it is all of them, every number is exact.",
  ),
  bands: z
    .array(
      z.object({
        band: count,
        from: z.number(),
        to: z.number().nullable(),
        firings: count.describe("Tokens at which it fires that strongly, exactly."),
        marked: estimate.describe("How many of them the program marks."),
      }),
    )
    .describe("By activation, the weakest first."),
  sensitivity: estimate.nullable().describe("Share of its firings that the program marks."),
  specificity: estimate.nullable().describe("Share of the other tokens that it does not mark."),
  precision: estimate.nullable().describe("Share of what the program marks at which the feature fires."),
});
export type ProgramScore = z.infer<typeof programScoreSchema>;
