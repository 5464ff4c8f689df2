import { z } from "zod";

/** What routes show of a model. Schemas alone, so that the browser's code may import them. */

export const vocabularyTokenSchema = z.object({ id: z.number(), text: z.string() });
export type VocabularyToken = z.infer<typeof vocabularyTokenSchema>;

export const foundTokensSchema = z.object({
  tokens: z.array(vocabularyTokenSchema).describe("The likeliest first."),
});
