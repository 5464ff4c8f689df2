import { setImmediate } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { noteRead } from "@/lib/kept-pages/showing";
import { createEncoder, type Encoder } from "@/lib/tokens/encoder";
import { readTextSteps, type TextSteps } from "@/lib/tokens/text-steps";
import type { TokenText, VocabularyToken } from "@/lib/tokens/token-text";
import { type TokenizerJson, tokenizerJsonSchema } from "@/lib/tokens/tokenizer-json";
import { readVocabulary } from "@/lib/tokens/vocabulary";

export interface ModelVocabulary {
  tokens: ReadonlyMap<number, TokenText>;
  /** Those that the tokenizer marks as special; none where only the tokens' texts are stored. */
  special: ReadonlySet<number>;
  /** Null where only the tokens' texts are stored: an earlier release registered the model, and no later one since. */
  encode: Encoder | null;
  /** Whether the first token of a text has a space that the text has not. */
  putsSpaceInFront: boolean;
  /** To which texts it is put; null where only the tokens' texts are stored. */
  front: TextSteps["front"] | null;
}

const textsSchema = z.array(z.string());
/** A vocabulary of a million tokens of 60 bytes; a larger one was not registered here. */
const maxBytes = 64 * 1024 * 1024;
/** Models of one installation are few; this bounds what a process keeps all the same. */
const maxKept = 8;

/** What is stored of a tokenizer: gzip of its `tokenizer.json`. */
export function packTokenizer(json: TokenizerJson): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(JSON.stringify(json)));
}

const kept = new Map<string, Promise<ModelVocabulary | null>>();

/**
 * A model's tokens; null where there is no such model. A model's name stands for one vocabulary for good, so it is
 * read once.
 */
export function getVocabulary(model: string): Promise<ModelVocabulary | null> {
  // Also by whoever is given what another page had read.
  noteRead("Vocabulary");
  const before = kept.get(model);
  if (before) return before;
  const reading = readStored(model);
  kept.set(model, reading);
  for (const oldest of kept.keys()) if (kept.size > maxKept) kept.delete(oldest);
  const forget = () => kept.delete(model);
  // What a worker registers later is found then.
  reading.then((vocabulary) => vocabulary?.encode || forget(), forget);
  return reading;
}

async function readStored(model: string): Promise<ModelVocabulary | null> {
  const stored = await db().vocabulary.findFirst({
    where: { model: { name: model } },
    select: { texts: true, tokenizer: true },
  });
  if (stored?.tokenizer) {
    // Each step is up to a tenth of a second for a vocabulary of 50,000, and others are answered in between.
    const unpacked = unpack(stored.tokenizer);
    await setImmediate();
    const json = tokenizerJsonSchema.parse(unpacked);
    await setImmediate();
    return fromTokenizer(json);
  }
  if (!stored?.texts) return null;
  const texts = textsSchema.parse(unpack(stored.texts)).map((text, id) => [id, { text }] as const);
  return {
    tokens: new Map(texts.filter(([, { text }]) => text !== "")),
    special: new Set(),
    encode: null,
    putsSpaceInFront: false,
    front: null,
  };
}

function unpack(packed: Uint8Array): unknown {
  return JSON.parse(gunzipSync(packed, { maxOutputLength: maxBytes }).toString("utf8"));
}

function fromTokenizer(json: TokenizerJson): ModelVocabulary {
  const { ids, special, tokenOf } = readVocabulary(json);
  const { front } = readTextSteps(json);
  let encode: Encoder | undefined;
  return {
    tokens: new Map(Array.from(ids, (id) => [id, tokenOf(id)])),
    special,
    putsSpaceInFront: front !== "none",
    front,
    // Built when the first text is counted: most of what a page asks for are names.
    encode(text) {
      encode ??= createEncoder(json);
      return encode(text);
    },
  };
}

/** The tokens of these ids, as far as there is such a model and it has them. */
export async function findTokens(model: string, ids: readonly number[]): Promise<VocabularyToken[]> {
  if (ids.length === 0) return [];
  const tokens = (await getVocabulary(model))?.tokens;
  return ids.flatMap((id) => {
    const token = tokens?.get(id);
    return token ? [{ id, ...token }] : [];
  });
}
