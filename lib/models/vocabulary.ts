import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { db } from "@/lib/db/client";
import type { VocabularyToken } from "./view";

const textsSchema = z.array(z.string());
/** A vocabulary of a million tokens of 60 bytes; a larger one was not registered here. */
const maxBytes = 64 * 1024 * 1024;
/** Models of one installation are few; this bounds what a process keeps all the same. */
const mostKept = 8;

/** What is stored of a vocabulary: gzip of the JSON list of texts, by token id. */
export function packVocabulary(texts: readonly string[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(JSON.stringify(texts)));
}

const kept = new Map<string, Promise<readonly string[] | null>>();

/**
 * The texts of a model's tokens, by id; null where there is no such model. A model's name stands for one vocabulary
 * for good, so it is read once.
 */
export function getVocabulary(model: string): Promise<readonly string[] | null> {
  const before = kept.get(model);
  if (before) return before;
  const reading = readVocabulary(model);
  kept.set(model, reading);
  for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
  const forget = () => kept.delete(model);
  // One registered later is found then.
  reading.then((texts) => texts === null && forget(), forget);
  return reading;
}

async function readVocabulary(model: string): Promise<readonly string[] | null> {
  const stored = await db().vocabulary.findFirst({
    where: { model: { name: model } },
    select: { texts: true },
  });
  if (!stored) return null;
  const json = gunzipSync(stored.texts, { maxOutputLength: maxBytes }).toString("utf8");
  return textsSchema.parse(JSON.parse(json));
}

/** The tokens of these ids, as far as there is such a model and it has them. */
export async function findTokens(model: string, ids: readonly number[]): Promise<VocabularyToken[]> {
  if (ids.length === 0) return [];
  const texts = (await getVocabulary(model)) ?? [];
  return ids.flatMap((id) => {
    const text = texts[id];
    return text === undefined ? [] : [{ id, text }];
  });
}
