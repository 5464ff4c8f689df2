import { z } from "zod";
import { invalidFile, unsupported } from "../errors";
import type { ModelFile } from "../weights/model-folder";
import { readJsonFile } from "../weights/strict-json";

const step = z.looseObject({ type: z.string() });
const tokenId = z.number().int().min(0).max(100_000_000);

const tokenizerFileSchema = z.looseObject({
  added_tokens: z.array(z.looseObject({ id: tokenId, content: z.string().min(1) })).default([]),
  normalizer: z.null({ error: "a normalizer is not supported" }).optional(),
  pre_tokenizer: step.extend({ type: z.literal("ByteLevel") }),
  decoder: step.extend({ type: z.literal("ByteLevel") }),
  model: z.looseObject({
    type: z.literal("BPE"),
    vocab: z.record(z.string(), tokenId),
    merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
  }),
});

export interface TokenizerFile {
  /** The parsed file, as the tokenizer library takes it. */
  json: object;
  /** Vocabulary entry, in the byte-level alphabet, by id. */
  entries: Map<number, string>;
  /** Text of the added (special) tokens by id. */
  added: Map<number, string>;
}

/** Some vocabularies are padded so that their size divides evenly; more missing ids than this are a mismatch. */
const mostPadding = 127;

/** Reads a byte-level BPE `tokenizer.json` and checks it against the model's vocabulary. */
export function readTokenizerFile(file: ModelFile, vocabularySize: number): TokenizerFile {
  const json = readJsonFile(file, tokenizerFileSchema, 100_000_000);
  const entries = new Map<number, string>();
  for (const [entry, id] of Object.entries(json.model.vocab)) {
    if (entries.has(id)) throw invalidFile(file.label, `the id ${id} stands for two tokens`);
    entries.set(id, entry);
  }
  const added = new Map(json.added_tokens.map(({ id, content }) => [id, content]));
  const ids = new Set([...entries.keys(), ...added.keys()]);
  for (const id of ids) {
    if (id >= vocabularySize) {
      throw invalidFile(
        file.label,
        `it has a token ${id}, but the model's vocabulary ends at ${vocabularySize - 1}`,
      );
    }
  }
  if (vocabularySize - ids.size > mostPadding) {
    throw invalidFile(
      file.label,
      `it has ${ids.size} tokens, but the model's vocabulary has ${vocabularySize}`,
    );
  }
  if (json.model.unk_token)
    throw unsupported(file.label, "an unknown-token is not supported by byte-level BPE");
  return { json, entries, added };
}
