import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

export interface VocabularyToken {
  id: number;
  text: string;
}

const textsSchema = z.array(z.string());
/** A vocabulary of a million tokens of 60 bytes; a larger one was not registered here. */
const maxBytes = 64 * 1024 * 1024;
/** Models of one installation are few; this bounds what a process keeps all the same. */
const mostKept = 8;

/** What is stored of a vocabulary: gzip of the JSON list of texts, by token id. */
export function packVocabulary(texts: readonly string[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(JSON.stringify(texts)));
}

const kept = new Map<string, Promise<readonly string[]>>();

/** The texts of a model's tokens, by id. A model's name stands for one vocabulary for good, so it is read once. */
export function getVocabulary(model: string): Promise<readonly string[]> {
  const before = kept.get(model);
  if (before) return before;
  const reading = readVocabulary(model);
  kept.set(model, reading);
  for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
  reading.catch(() => kept.delete(model));
  return reading;
}

async function readVocabulary(model: string): Promise<readonly string[]> {
  const stored = await db().vocabulary.findFirst({
    where: { model: { name: model } },
    select: { texts: true },
  });
  if (!stored) throw new AppError("not-found", `There is no model named ${model.slice(0, 80)} here.`);
  const json = gunzipSync(stored.texts, { maxOutputLength: maxBytes }).toString("utf8");
  return textsSchema.parse(JSON.parse(json));
}

/** The tokens of these ids, as far as the model has them. */
export async function findTokens(model: string, ids: readonly number[]): Promise<VocabularyToken[]> {
  if (ids.length === 0) return [];
  const texts = await getVocabulary(model);
  return ids.flatMap((id) => {
    const text = texts[id];
    return text === undefined ? [] : [{ id, text }];
  });
}
