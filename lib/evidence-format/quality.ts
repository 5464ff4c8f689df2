import { z } from "zod";

/** A measured figure, and its standard error over windows; null where there was one window alone. */
export const figureSchema = z.object({ value: z.number(), error: z.number().nonnegative().nullable() });
export type Figure = z.infer<typeof figureSchema>;

/**
 * How well a dictionary stands for its site, as `DictionaryQuality.measured` keeps it. Measured on windows of a corpus
 * drawn at random, position 0 left out.
 */
export const qualitySchema = z.object({
  format: z.literal("circuit-commons/quality@1"),
  /** The index whose corpus it was measured on. */
  indexId: z.string(),
  windows: z.int(),
  tokens: z.int(),
  /** Mean number of features that fire on a token. */
  l0: figureSchema,
  /** 1 less the squared error of the reconstruction over the variance of the site. */
  explainedVariance: figureSchema,
  /** Mean cross-entropy of the next token, in nats: of the model itself, with the site replaced by its reconstruction, and by zero. */
  loss: z.object({ model: figureSchema, replaced: figureSchema, zero: figureSchema }),
  /** (zero - replaced) / (zero - model); null where replacing by zero costs nothing. */
  lossRecovered: figureSchema.nullable(),
  /** Of all its features, the share that fired nowhere in all corpora that were read. */
  neverFired: z.number().min(0).max(1),
  /** Of attention dictionaries: heads by decoder weight against heads by mean DFA (lib/features/head-agreement.ts). */
  heads: z
    .object({ features: z.int(), correlation: z.number().nullable(), sameLargest: z.number() })
    .nullable(),
});
export type Quality = z.infer<typeof qualitySchema>;
