import { z } from "zod";
import { edgePartsSchema } from "./circuit";
import { modes } from "./kinds";

/** A node expanded by hand: what is stored of it (`Expansion.result`) and answered to whoever asks. */
export const expansionSchema = z.object({
  target: z.string(),
  mode: z.enum(modes),
  /** u: the pre-activation, or the logit. */
  value: z.number(),
  /** The largest first; `activation` is null for a leaf. */
  contributions: z.array(
    z.object({ source: z.string(), activation: z.number().nullable(), contribution: z.number() }),
  ),
  /** What was left out of `contributions`. */
  rest: z.object({ count: z.number(), sum: z.number(), absoluteSum: z.number() }),
  completeness: z.object({
    /** All contributions, bias among them; the target's value up to rounding. */
    sum: z.number(),
    absoluteSum: z.number(),
    /** |sum - value|, at most 1e-4 * (1 + absoluteSum) (docs/attribution.md, section 6). */
    residual: z.number(),
  }),
  /** Listed contributions that go through attention heads, split by them, from `leastPartShare` on; absent of earlier releases. */
  byHead: z.array(edgePartsSchema).optional(),
  /** DFA of an attention feature: by head and source position, (H, T). Null for others. */
  heads: z.object({ table: z.array(z.array(z.number())), constant: z.number() }).nullable(),
});

export type Expansion = z.infer<typeof expansionSchema>;
/** One node's step as such, whatever heads it has. */
export type NodeStep = Omit<Expansion, "heads">;

/** Of all that a node gets by size, what a contribution must be to be split by head. */
export const leastPartShare = 5e-3;
/** How many contributions of a node are listed; the others are in `rest`. */
export const listedContributions = 400;
