import type { JsonLimits } from "@/lib/json/weigh-json";
import { createEncoder } from "@/lib/tokens/encoder";
import { idsInFront } from "@/lib/tokens/put-around";
import type { TokenText } from "@/lib/tokens/token-text";
import { type TokenizerJson, tokenizerJsonSchema } from "@/lib/tokens/tokenizer-json";
import { readVocabulary, TokenizerFault, type Vocabulary } from "@/lib/tokens/vocabulary";
import type { ModelConfig } from "../architectures/architecture";
import { EngineError, invalidFile, printable } from "../errors";
import type { ModelFile } from "../weights/model-folder";
import { readJsonFile } from "../weights/strict-json";

export interface Token extends TokenText {
  position: number;
  id: number;
}

export interface Tokenizer extends Pick<Vocabulary, "tokenOf"> {
  /** Whether a token is special by the file, or the beginning of texts. */
  isSpecial(id: number): boolean;
  /** The file it was read from. */
  json: TokenizerJson;
  /**
   * Tokens of `text` with the beginning-of-text token in front, also of one that brings its own, unless it is taken
   * `asWritten`; throws where none or too many.
   */
  tokenize(text: string, how?: { asWritten?: boolean }): Token[];
  /** Ids of a text of any number of tokens and at most 200,000 bytes, without that token; throws where it has none. */
  encode(text: string): number[];
}

/** Llama 3's file, among the largest, has 128,000 tokens and 280,000 merges of two: 1.1 million values. */
const tokenizerLimits: JsonLimits = {
  maxDepth: 32,
  maxContainers: 1_000_000,
  maxValues: 6_000_000,
  maxKeys: 1_000_000,
  maxStringBytes: 1_000_000,
};

/** Longer texts are refused from their length alone: byte pair encoding takes about 1 s for a million bytes. */
const maxEncodedBytes = 200_000;

/** The tokenizer of a model. Throws `EngineError` where the file is none, or not this model's. */
export function openTokenizer(file: ModelFile, config: ModelConfig): Tokenizer {
  const json = readJsonFile(file, tokenizerJsonSchema, 100_000_000, tokenizerLimits);
  const { contextLength, beginningOfTextId } = config;
  const vocabulary = orInvalid(file, () => readVocabulary(json));
  checkIds(file, vocabulary.ids, config);
  const encode = orInvalid(file, () => createEncoder(json));
  checkFront(
    file,
    orInvalid(file, () => idsInFront(json)),
    beginningOfTextId,
  );
  const fits = contextLength - 1;
  const idsOf = (text: string) => {
    if (text === "") throw new EngineError("empty-text", "The text is empty. Write at least one character.");
    const byteLength = Buffer.byteLength(text);
    if (byteLength > maxEncodedBytes) throw tooLong(Math.ceil(byteLength / vocabulary.longest), fits, true);
    const ids = orInvalid(file, () => encode(text));
    if (ids.length === 0 || !ids.every((id) => vocabulary.ids.has(id)))
      throw invalidFile(file.label, "it cannot encode this text");
    return ids;
  };
  return {
    ...{ json, tokenOf: vocabulary.tokenOf, encode: idsOf },
    isSpecial: (id) => id === beginningOfTextId || vocabulary.special.has(id),
    tokenize(text, { asWritten = false } = {}) {
      const written = idsOf(text);
      const ids = asWritten && written[0] === beginningOfTextId ? written.slice(1) : written;
      if (ids.length > fits) throw tooLong(ids.length, fits, false);
      return [beginningOfTextId, ...ids].map((id, position) => ({
        ...{ position, id },
        ...vocabulary.tokenOf(id),
      }));
    },
  };
}

/**
 * Some vocabularies are padded so that their size divides evenly, on several devices too: Pythia's of 12 billion weights by 411,
 * Qwen2's by 290. More missing ids than this are a mismatch.
 */
const maxPadding = 511;

function checkIds(file: ModelFile, ids: ReadonlySet<number>, config: ModelConfig): void {
  const { vocabularySize, beginningOfTextId } = config;
  for (const id of ids)
    if (id >= vocabularySize)
      throw invalidFile(
        file.label,
        `it has a token ${id}, but the model's vocabulary ends at ${vocabularySize - 1}`,
      );
  if (vocabularySize - ids.size > maxPadding)
    throw invalidFile(
      file.label,
      `it has ${ids.size} tokens, but the model's vocabulary has ${vocabularySize}`,
    );
  if (!ids.has(beginningOfTextId))
    throw invalidFile(file.label, `it has no beginning-of-text token ${beginningOfTextId}`);
}

/** Every text begins with one token: a file that puts another in front of texts is not of this model. */
function checkFront(file: ModelFile, front: readonly number[], beginningOfTextId: number): void {
  if (front.length === 0 || (front.length === 1 && front[0] === beginningOfTextId)) return;
  const shown = `${front.slice(0, 5).join(", ")}${front.length > 5 ? " and more" : ""}`;
  throw invalidFile(
    file.label,
    `its post_processor puts ${front.length === 1 ? "the token" : "the tokens"} ${shown} in front of every text, and by the model's config (bos_token_id) texts begin with ${beginningOfTextId} alone`,
  );
}

function orInvalid<T>(file: ModelFile, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TokenizerFault)) throw error;
    const { message: reason } = error;
    const details = { file: file.label, reason };
    throw new EngineError("invalid-file", `${printable(`${file.label}: ${reason}`)}.`, details, {
      cause: error,
    });
  }
}

function tooLong(tokens: number, limit: number, atLeast: boolean): EngineError {
  const count = `${atLeast ? "at least " : ""}${tokens.toLocaleString("en")}`;
  return new EngineError(
    "text-too-long",
    `The text has ${count} tokens, and ${limit.toLocaleString("en")} fit. Shorten it.`,
    { tokens, limit, atLeast },
  );
}
