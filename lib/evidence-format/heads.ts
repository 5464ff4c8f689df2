import { z } from "zod";
import { figureSchema } from "./quality";

/*
 * What was measured of a model's attention heads, by no dictionary: where each looks on random tokens that are repeated, and
 * what its two circuits say of tokens by themselves (docs/evidence.md, "Heads").
 */

const headSchema = z.object({
  layer: z.int().nonnegative(),
  head: z.int().nonnegative(),
  /**
   * Mean attention, 0 to 1, over the random texts: to the token before, from a repeated token to the same one before, and to the one
   * that came after that. Null where the model reads too few tokens for a text that is repeated.
   */
  previous: figureSchema.nullable(),
  duplicate: figureSchema.nullable(),
  induction: figureSchema.nullable(),
  /** Shares of the vocabulary: whose own logit its OV circuit raises above the mean, and that look for themselves by its QK circuit. */
  copying: z.number().min(0).max(1),
  matching: z.number().min(0).max(1),
});
export type Head = z.infer<typeof headSchema>;

export const headsSchema = z.object({
  format: z.literal("circuit-commons/heads@1"),
  /** Random texts, and how many tokens of each are repeated once; 0 where the model reads too few. */
  texts: z.int().nonnegative(),
  repeated: z.int().nonnegative(),
  /** By layer, then head. */
  heads: z.array(headSchema),
});
export type Heads = z.infer<typeof headsSchema>;
