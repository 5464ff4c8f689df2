import { z } from "zod";

/**
 * `Run.predictions`: for each position the best next tokens, best first. Kept as columns of one JSON object
 * because there are T times ten of them: `ids[position][rank]` and so on. Their texts stand in the model's
 * vocabulary; here they could not: a JSON column takes no zero byte, and a model may well expect one.
 */
export const storedPredictionsSchema = z.object({
  ids: z.array(z.array(z.number().int())),
  logits: z.array(z.array(z.number())),
  probabilities: z.array(z.array(z.number())),
});

export type StoredPredictions = z.infer<typeof storedPredictionsSchema>;
