import { z } from "zod";

/** A part of the residual stream at one position: a residual feature's index, what its dictionary misses, or the biases. */
const streamPartSchema = z.union([z.number().int().nonnegative(), z.enum(["error", "bias"])]);
export type StreamPart = z.infer<typeof streamPartSchema>;

const restSchema = z.object({ count: z.number(), sum: z.number(), absoluteSum: z.number() });

/** What one end's parts bring, each over all parts of the other end; listed and rest add up to `total`. */
const endSchema = z.object({
  parts: z.array(z.object({ part: streamPartSchema, value: z.number() })),
  rest: restSchema,
});
export type ScoreEnd = z.infer<typeof endSchema>;

/**
 * Why a head looks from one position to another: what is stored (`AttentionScore.result`) of docs/attribution.md, section 4.
 * Scores are before the softmax and have no unit.
 */
export const attentionScoreSchema = z.object({
  layer: z.number(),
  head: z.number(),
  query: z.number(),
  key: z.number(),
  /** q . k / sqrt(K) of the forward pass. */
  score: z.number(),
  /** The pattern of the forward pass at this key, 0 to 1 over the keys up to the query. */
  probability: z.number(),
  /** How many keys have a larger probability. */
  keysAbove: z.number(),
  /** All pairs: those listed, in their order, and then the rest's sum. */
  total: z.number(),
  absoluteSum: z.number(),
  /** |total - score|, at most 1e-4 * (1 + absoluteSum). */
  residual: z.number(),
  /** The largest first. */
  pairs: z.array(z.object({ query: streamPartSchema, key: streamPartSchema, value: z.number() })),
  rest: restSchema,
  queryEnd: endSchema,
  keyEnd: endSchema,
  /** The keys that get most of the row, the largest probability first, with their own scores. */
  keys: z.array(z.object({ position: z.number(), score: z.number(), probability: z.number() })),
  otherKeys: z.object({ count: z.number(), probability: z.number() }),
});
export type AttentionScore = z.infer<typeof attentionScoreSchema>;

export const listedPairs = 200;
/** Of each end. */
export const listedParts = 100;
export const listedKeys = 12;
