import { z } from "zod";
import { dictionaryKinds } from "../circuit-format/kinds";

/*
 * What a corpus showed of one feature, as it is stored and sent. Position 0 of a window (the beginning-of-text token) is
 * left out everywhere: most dictionaries were not trained on it. Tokens stand as ids; the windows they are read from are
 * stored once for all features.
 */

const count = z.int().nonnegative();
const tokenId = z.int().nonnegative();

/** What an attention feature's pre-activation at an example's peak comes from: one head's reading of one source token. */
const headSourceSchema = z.object({
  head: count,
  /** Position in the window. */
  source: count,
  /** Its direct feature attribution, in units of pre-activation (docs/attribution.md, section 2). */
  value: z.number(),
});

/** One window in which a feature fires. */
export const exampleSchema = z.object({
  /** Whose windows: a place in `corpora`. */
  corpus: count,
  window: count,
  /** The token at which it is strongest there, and how strong. */
  position: count,
  activation: z.number(),
  /** [position, activation] of its firings nearest the peak, ascending, the peak among them; three significant digits. */
  firings: z.array(z.tuple([count, z.number()])),
  /** How many firings there are in the window in all. */
  fired: count,
  /** The probability with which it was drawn; null where it was chosen for its strength. */
  probability: z.number().positive().max(1).nullable(),
  /**
   * Of attention features, where it was measured (all in `top`, some of those drawn): the largest by absolute value, largest
   * first, and the sum over all heads and sources.
   */
  reads: z.array(headSourceSchema).optional(),
  readsTotal: z.number().optional(),
});
export type Example = z.infer<typeof exampleSchema>;

/** A window in which the feature does not fire at all. */
const negativeSchema = z.object({
  corpus: count,
  window: count,
  /** The token at which what is said of it holds. */
  position: count,
  /** The near neighbour that fires there; null for a window drawn at random from all without a firing. */
  neighbour: z.object({ kind: z.enum(dictionaryKinds), layer: count, index: count }).nullable(),
  probability: z.number().positive().max(1),
});
export type Negative = z.infer<typeof negativeSchema>;

const otherFeatureSchema = z.object({
  kind: z.enum(dictionaryKinds),
  layer: count,
  index: count,
});

const tokenLogitSchema = z.object({ token: tokenId, value: z.number() });

/** What makes a feature one of many alike. */
export const families = ["dead", "always-on", "positional", "duplicate"] as const;

export const evidenceSchema = z.object({
  format: z.literal("circuit-commons/evidence@1"),
  /** What was read, in the order in which it was: ids of indices, whose windows the examples name. */
  corpora: z.array(z.object({ indexId: z.string(), tokens: count, windows: count })),
  /** Tokens and windows at which it fires, of all that were read. */
  fired: z.object({ tokens: count, windows: count }),
  /** Largest, and mean over the tokens at which it fires; 0 where there are none. */
  activation: z.object({ max: z.number(), mean: z.number() }),
  /** Firings by strength: the counts of the bars from `first` on (strata.ts), none of them left out but zeros at both ends. */
  histogram: z.object({ first: count, counts: z.array(count) }),
  /** Its strongest windows, strongest first; of windows alike in the five tokens up to the peak only the strongest. */
  top: z.array(exampleSchema),
  /** By band of the window's strongest activation (strata.ts): how many windows there are, and those drawn. */
  bands: z.array(z.object({ band: count, windows: count, drawn: z.array(exampleSchema) })),
  /**
   * The tokens it fires on most, estimated from the examples: share of its summed activation. And of the token's own
   * occurrences in the windows sampled whole the share it fires on, null where too few were.
   */
  tokens: z.array(
    z.object({ token: tokenId, share: z.number(), firesOn: z.number().nullable(), sampled: count }),
  ),
  /**
   * Its decoder row through the final norm's gain and the unembedding, less the mean over the vocabulary: the direct effect
   * of one unit of activation on each logit, up to the final norm's scale. Largest first, and smallest first.
   */
  logits: z.object({ promoted: z.array(tokenLogitSchema), suppressed: z.array(tokenLogitSchema) }).nullable(),
  /** Of attention features, by head: share of the decoder row's norm, and mean share of absolute DFA at the peaks of so many examples, each standing for its share of windows. */
  heads: z
    .object({ byWeight: z.array(z.number()), byDfa: z.array(z.number()).nullable(), examples: count })
    .nullable(),
  /** Nearest by cosine of what they write to the residual stream, in its own and the neighbouring dictionaries. */
  neighbours: z.array(otherFeatureSchema.extend({ cosine: z.number() })),
  /**
   * What fires with it most, in the windows sampled whole: tokens at which both fire (estimated from some where it fires
   * on many), over the geometric mean of the tokens at which each does.
   */
  together: z.array(otherFeatureSchema.extend({ both: count, overlap: z.number() })),
  families: z.array(z.enum(families)),
  /** Those whose decoder and encoder rows are the same, where it is one of such a family. */
  duplicates: z.array(otherFeatureSchema),
  negatives: z.array(negativeSchema),
});
export type Evidence = z.infer<typeof evidenceSchema>;
