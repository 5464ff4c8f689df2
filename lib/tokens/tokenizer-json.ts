import { z } from "zod";

const step = z.looseObject({ type: z.string() });
const tokenId = z.number().int().min(0).max(100_000_000);

/** What is read of a byte-level BPE `tokenizer.json`; the rest of the file stays as it is, for the encoder. */
export const tokenizerJsonSchema = z.looseObject({
  added_tokens: z.array(z.looseObject({ id: tokenId, content: z.string().min(1) })).default([]),
  normalizer: z.null({ error: "a normalizer is not supported" }).optional(),
  pre_tokenizer: step.extend({ type: z.literal("ByteLevel") }),
  decoder: step.extend({ type: z.literal("ByteLevel") }),
  model: z.looseObject({
    // GPT-2's own file is from before the type was written.
    type: z.literal("BPE").default("BPE"),
    vocab: z.record(z.string(), tokenId),
    merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
  }),
});

export type TokenizerJson = z.infer<typeof tokenizerJsonSchema>;
