import { z } from "zod";

/** What is stored of a node expanded by hand (`Expansion.result`) and answered to whoever asks. */
export const expansionSchema = z.object({
  target: z.string(),
  mode: z.enum(["direct", "residual"]),
  /** u: the pre-activation, or the logit. */
  value: z.number(),
  /** The largest first; `activation` is null for a leaf. */
  contributions: z.array(
    z.object({ source: z.string(), activation: z.number().nullable(), contribution: z.number() }),
  ),
  rest: z.object({ count: z.number(), sum: z.number(), absoluteSum: z.number() }),
  completeness: z.object({ sum: z.number(), absoluteSum: z.number(), residual: z.number() }),
  /** DFA of an attention feature: by head and source position, (H, T). Null for others. */
  heads: z.object({ table: z.array(z.array(z.number())), constant: z.number() }).nullable(),
});

export type Expansion = z.infer<typeof expansionSchema>;

/** How many contributions of a node are listed; the others are in `rest`. */
export const listedContributions = 400;
