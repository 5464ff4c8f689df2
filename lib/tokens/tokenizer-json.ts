import { z } from "zod";

const step = z.looseObject({ type: z.string() });
const maxTokenId = 100_000_000;
const tokenId = z.number().int().min(0).max(maxTokenId);

/** Added tokens are looked for at every place of a text, as far as it is like one of them. */
const maxAddedLength = 200;
const addedToken = z.looseObject({
  id: tokenId,
  content: z.string().min(1).max(maxAddedLength, `an added token has at most ${maxAddedLength} characters`),
  single_word: z.boolean().optional(),
  lstrip: z.boolean().optional(),
  rstrip: z.boolean().optional(),
  special: z.boolean().optional(),
  normalized: z.boolean().optional(),
});
/** As many as the largest vocabularies reserve a hundred times over. */
const maxAdded = 100_000;

function isTokenId(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= maxTokenId;
}

function isMerge(value: unknown): value is string | [string, string] {
  return (
    typeof value === "string" ||
    (Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string"))
  );
}

// Looked at as a whole: a schema of each element keeps a note of each that does not fit, and there may be millions.
const vocabSchema = z.custom<Record<string, number>>(
  (vocab) =>
    typeof vocab === "object" &&
    vocab !== null &&
    !Array.isArray(vocab) &&
    Object.values(vocab).every(isTokenId),
  "it must name the id of each token",
);
const mergesSchema = z.custom<(string | [string, string])[]>(
  (merges) => Array.isArray(merges) && merges.every(isMerge),
  "it must be a list of pairs",
);

/**
 * What is read of a BPE `tokenizer.json`; the rest of the file stays as it is, for the encoder. `truncation` and `padding` are not
 * in force in any file: transformers sets both anew whenever it encodes.
 */
export const tokenizerJsonSchema = z.looseObject({
  added_tokens: z
    .custom<unknown[]>(
      (added) => Array.isArray(added) && added.length <= maxAdded,
      `at most ${maxAdded} are read`,
    )
    .pipe(z.array(addedToken))
    .default([]),
  // Which of these are done is looked at as a whole (text-steps.ts).
  normalizer: step.nullish(),
  pre_tokenizer: step.nullish(),
  decoder: step.nullish(),
  // What it puts around texts is compared with what they begin with (put-around.ts).
  post_processor: step.nullish(),
  model: z.looseObject({
    // GPT-2's own file is from before the type was written.
    type: z.literal("BPE").default("BPE"),
    vocab: vocabSchema,
    merges: mergesSchema,
  }),
});

export type TokenizerJson = z.infer<typeof tokenizerJsonSchema>;
