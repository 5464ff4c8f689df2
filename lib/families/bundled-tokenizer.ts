import { readFileSync } from "node:fs";
import path from "node:path";
import type { FamilyTokenizer } from "@/lib/family-format/check-family";
import { createEncoder } from "@/lib/tokens/encoder";
import { tokenizerJsonSchema } from "@/lib/tokens/tokenizer-json";
import { readVocabulary } from "@/lib/tokens/vocabulary";

const file = path.resolve(import.meta.dirname, "../../models/storybook-4l/tokenizer.json");

/** The bundled model's tokenizer, for tests. */
export function bundledTokenizer(): FamilyTokenizer {
  const json = tokenizerJsonSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const { ids, tokenOf } = readVocabulary(json);
  const known = (id: number) => (ids.has(id) ? tokenOf(id) : undefined);
  return { encode: createEncoder(json), tokenOf: known, contextLength: 128 };
}
