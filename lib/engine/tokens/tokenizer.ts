import { Tokenizer as BpeTokenizer } from "@huggingface/tokenizers";
import { EngineError, invalidFile } from "../errors";
import type { Gpt2Config } from "../weights/gpt2-config";
import type { ModelFile } from "../weights/model-folder";
import { bytesOfToken, textOfBytes } from "./byte-level";
import { readTokenizerFile } from "./tokenizer-file";

export interface Token {
  position: number;
  id: number;
  text: string;
}

export interface Tokenizer {
  beginningOfTextId: number;
  /** Tokens of `text` with the beginning-of-text token in front; throws where none or too many. */
  tokenize(text: string): Token[];
  /** A token's text; U+FFFD stands for bytes that are only a part of a character. */
  textOf(id: number): string;
  /** A token's bytes, exact where its text is not. */
  bytesOf(id: number): Uint8Array;
}

/** Longer texts are refused from their length alone: byte pair encoding takes about 1 s for a million bytes. */
const maxEncodedBytes = 200_000;

/**
 * The tokenizer of a model. A special token written out in the text, such as `<|endoftext|>`, is taken as
 * that token, as transformers and TransformerLens do, so that a text which joins documents is read as the
 * model read it in training. Lone surrogates become U+FFFD, which is what UTF-8 has for them.
 */
export function openTokenizer(file: ModelFile, config: Gpt2Config): Tokenizer {
  const { json, entries, added } = readTokenizerFile(file, config.vocabularySize);
  const { contextLength, beginningOfTextId } = config;
  const texts = new Map<number, string>(added);
  let longestToken = 1;
  for (const [id, entry] of entries) {
    const bytes = bytesOfToken(entry);
    if (!bytes && !added.has(id))
      throw invalidFile(file.label, `token ${id} is not written in the byte-level alphabet`);
    if (bytes && !texts.has(id)) texts.set(id, textOfBytes(bytes));
    longestToken = Math.max(longestToken, bytes?.length ?? 0);
  }
  for (const content of added.values()) longestToken = Math.max(longestToken, Buffer.byteLength(content));
  if (!texts.has(beginningOfTextId))
    throw invalidFile(file.label, `it has no beginning-of-text token ${beginningOfTextId}`);
  let bpe: BpeTokenizer;
  try {
    bpe = new BpeTokenizer(json, {});
  } catch (error) {
    throw new EngineError(
      "invalid-file",
      `${file.label}: the tokenizer cannot be built from it.`,
      { file: file.label },
      { cause: error },
    );
  }
  const textOf = (id: number) => texts.get(id) ?? "";
  const encode = (text: string): number[] => {
    try {
      return bpe.encode(text, { add_special_tokens: false }).ids;
    } catch (error) {
      const reason = "its merges cannot encode this text";
      throw new EngineError(
        "invalid-file",
        `${file.label}: ${reason}.`,
        { file: file.label, reason },
        { cause: error },
      );
    }
  };
  const fits = contextLength - 1;
  return {
    beginningOfTextId,
    textOf,
    bytesOf: (id) => bytesOfToken(entries.get(id) ?? "") ?? Buffer.from(added.get(id) ?? ""),
    tokenize(text) {
      if (text === "")
        throw new EngineError("empty-text", "The text is empty. Write at least one character.");
      const byteLength = Buffer.byteLength(text);
      if (byteLength > maxEncodedBytes) throw tooLong(Math.ceil(byteLength / longestToken), fits, true);
      const ids = encode(text);
      if (ids.length > fits) throw tooLong(ids.length, fits, false);
      const unknown = ids.find((id) => !texts.has(id));
      if (unknown !== undefined || ids.length === 0)
        throw invalidFile(file.label, "it cannot encode this text");
      return [beginningOfTextId, ...ids].map((id, position) => ({ position, id, text: textOf(id) }));
    },
  };
}

function tooLong(tokens: number, limit: number, atLeast: boolean): EngineError {
  const count = `${atLeast ? "at least " : ""}${tokens.toLocaleString("en")}`;
  return new EngineError(
    "text-too-long",
    `The text has ${count} tokens, and ${limit.toLocaleString("en")} fit. Shorten it.`,
    { tokens, limit, atLeast },
  );
}
