import { z } from "zod";

/** Most nodes one check ablates, the most influential first. */
export const maxCheckedNodes = 500;

/** `CausalCheck.result`: each feature node's predicted effect beside the measured change of the root's value. */
export const causalCheckSchema = z.object({
  value: z.number(),
  points: z.array(z.object({ id: z.string(), predicted: z.number(), measured: z.number() })),
  /** How many feature nodes the circuit has besides its root. */
  nodeCount: z.number().int(),
  pearson: z.number().nullable(),
  spearman: z.number().nullable(),
});

export type CausalCheckResult = z.infer<typeof causalCheckSchema>;
