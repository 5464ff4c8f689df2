import { z } from "zod";

/** What judges score by. */
export const criterionSchema = z.strictObject({
  name: z.string().min(1).max(60),
  weight: z.number().int().min(1).max(1_000),
  description: z.string().max(1_000),
});
export type Criterion = z.infer<typeof criterionSchema>;
