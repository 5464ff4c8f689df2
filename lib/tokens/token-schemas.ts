import { z } from "zod";

/** What routes say of tokens: the types of token-text.ts. */

export const vocabularyTokenSchema = z.object({
  id: z.number(),
  text: z.string().describe("U+FFFD stands for bytes that are only a part of a character."),
  bytes: z
    .string()
    .optional()
    .describe(
      "All its bytes in hexadecimal, where it is a part of a character and its text does not say them.",
    ),
});

const characterPartSchema = z.object({
  character: z.string(),
  from: z.number().describe("Its first byte here, from 1."),
  to: z.number(),
  of: z.number().describe("How many bytes the character has."),
});

export const placedTokenSchema = vocabularyTokenSchema.extend({
  position: z.number(),
  parts: z
    .array(characterPartSchema)
    .optional()
    .describe(
      "Characters that it makes with its neighbours: the end of one, the beginning of another, or both.",
    ),
});
