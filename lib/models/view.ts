import { z } from "zod";
import { vocabularyTokenSchema } from "@/lib/tokens/token-schemas";

/** What routes show of a model. Schemas alone, so that the browser's code may import them. */

export const foundTokensSchema = z.object({
  tokens: z.array(vocabularyTokenSchema).describe("The likeliest first."),
});
