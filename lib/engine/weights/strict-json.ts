import { readFileSync } from "node:fs";
import type { z } from "zod";
import { invalidFile } from "../errors";
import { type ModelFile, refuseLfsPointer } from "./model-folder";

/** Parses UTF-8 JSON as `JSON.parse` does, but refuses a key that stands twice in one object. */
export function parseStrictJson(bytes: Uint8Array, label: string): unknown {
  refuseLfsPointer(bytes, label);
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
    throw invalidFile(label, "it is not valid JSON");
  }
  const duplicate = findDuplicateKey(text);
  if (duplicate !== undefined) {
    throw invalidFile(label, `the key ${JSON.stringify(duplicate.slice(0, 100))} stands twice`);
  }
  return value;
}

/** Reads, parses and validates a JSON file no larger than `maxBytes`. */
export function readJsonFile<T>(file: ModelFile, schema: z.ZodType<T>, maxBytes: number): T {
  if (file.byteLength > maxBytes) {
    throw invalidFile(
      file.label,
      `it has ${file.byteLength} bytes, and ${maxBytes} is the most that is read`,
    );
  }
  const parsed = schema.safeParse(parseStrictJson(readFileSync(file.path), file.label));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 3).map((issue) => {
    const where = issue.path.map(String).join(".");
    return where === "" ? issue.message : `${where}: ${issue.message}`;
  });
  throw invalidFile(file.label, problems.join("; "));
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
