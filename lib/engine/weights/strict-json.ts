import { readFileSync } from "node:fs";
import type { z } from "zod";
import { schemaWords } from "@/lib/json/schema-words";
import { countKeys, HeavyJson, type JsonLimits, weighJson } from "@/lib/json/weigh-json";
import { invalidFile } from "../errors";
import { refuseOtherKind } from "./file-kinds";
import type { ModelFile } from "./model-folder";

/** For files that say a few things of a model: a config has some 60 values, a manifest of ten sets over 96 layers 10,000. */
export const settingsLimits: JsonLimits = {
  maxDepth: 32,
  maxContainers: 20_000,
  maxValues: 100_000,
  maxKeys: 10_000,
  maxStringBytes: 100_000,
};

/** A circuit or an attribution graph: one of 400,000 edges, the most that a page shows, has 2.8 million values in them. */
export const circuitLimits: JsonLimits = {
  maxDepth: 64,
  maxContainers: 700_000,
  maxValues: 5_000_000,
  maxKeys: 100_000,
  maxStringBytes: 16_000_000,
};

/**
 * Parses UTF-8 JSON as `JSON.parse` does, but refuses a key that stands twice in one object, and, before it is parsed,
 * what is heavier than `limits`. Of a file that Python may have written, `NaN` and `Infinity`, which JSON does not have, are read as texts of
 * these words: whoever looks for a number there says where none is.
 */
export function parseStrictJson(
  bytes: Uint8Array,
  label: string,
  limits: JsonLimits,
  { fromPython = false } = {},
): unknown {
  refuseOtherKind(bytes, label);
  const { keys } = weigh(bytes, label, limits);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalidFile(label, "it is not UTF-8 text");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = fromPython ? parsePython(text) : undefined;
    if (value === undefined) throw invalidFile(label, "it is not valid JSON");
  }
  const duplicate = countKeys(value) < keys ? findDuplicateKey(text) : undefined;
  if (duplicate !== undefined) {
    throw invalidFile(label, `the key ${JSON.stringify(duplicate.slice(0, 100))} stands twice`);
  }
  return value;
}

/** Texts as they are, or a word for what is no number, by itself. */
const textOrWord = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/gs;

/** Undefined where it is no JSON with these words either, or has none of them. */
function parsePython(text: string): unknown {
  const read = text.replace(textOrWord, (part) => (part.startsWith('"') ? part : `"${part}"`));
  if (read === text) return undefined;
  try {
    return JSON.parse(read);
  } catch {
    return undefined;
  }
}

function weigh(bytes: Uint8Array, label: string, limits: JsonLimits) {
  try {
    return weighJson(bytes, limits);
  } catch (error) {
    if (error instanceof HeavyJson) throw invalidFile(label, error.message);
    throw error;
  }
}

/** Reads, parses and validates a JSON file no larger than `maxBytes` and no heavier than `limits`. */
export function readJsonFile<T>(
  file: ModelFile,
  schema: z.ZodType<T>,
  maxBytes: number,
  limits: JsonLimits = settingsLimits,
): T {
  if (file.byteLength > maxBytes) {
    throw invalidFile(
      file.label,
      `it has ${file.byteLength} bytes, and ${maxBytes} is the most that is read`,
    );
  }
  // Python writes what is no number where a run had none, beside what is read.
  const fromPython = limits === settingsLimits;
  const value = parseStrictJson(readFileSync(file.path), file.label, limits, { fromPython });
  // Schemas leave it out without a word. Of a vocabulary it may be a token.
  if (limits === settingsLimits && hasPrototypeKey(value))
    throw invalidFile(file.label, "it has a key __proto__, which names no setting");
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 3).map(schemaWords);
  throw invalidFile(file.label, problems.join("; "));
}

function hasPrototypeKey(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(hasPrototypeKey);
}

/** First key repeated within one object of valid JSON `text`. Iterative: depth is the file's to choose. */
function findDuplicateKey(text: string): string | undefined {
  // One entry an open bracket: the keys seen in an object, or null for an array.
  const open: (Set<string> | null)[] = [];
  let expectKey = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "{" || char === "[") {
      open.push(char === "{" ? new Set() : null);
      expectKey = char === "{";
    } else if (char === "}" || char === "]") {
      open.pop();
      expectKey = false;
    } else if (char === ",") {
      expectKey = open.at(-1) instanceof Set;
    } else if (char === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (expectKey && keys) {
        const key = String(JSON.parse(text.slice(at, end + 1)));
        if (keys.has(key)) return key;
        keys.add(key);
        expectKey = false;
      }
      at = end;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
