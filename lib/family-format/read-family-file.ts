import { countKeys, HeavyJson, type JsonLimits, weighJson } from "@/lib/json/weigh-json";
import { decodeWhole } from "@/lib/tokens/utf8";
import type { WrittenFamily } from "./family";
import { FamilyFault } from "./family-fault";
import { familyLimits } from "./limits";
import { readPromptLines } from "./prompt-lines";
import { type ReadFamily, readFamily } from "./read-family";

/** Lighter than what a file of the greatest length may hold. */
export const familyJsonLimits: JsonLimits = {
  ...{ maxDepth: 12, maxContainers: 60_000, maxValues: 400_000, maxKeys: 1_000, maxStringBytes: 50_000 },
};

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/**
 * A family from a file of anybody: a family as JSON, or prompts a JSON object a line, which become one called `title`. Throws
 * `FamilyFault`.
 */
export function readFamilyFile(bytes: Uint8Array, about: Pick<WrittenFamily, "title">): ReadFamily {
  const { maxFileBytes } = familyLimits;
  if (bytes.length > maxFileBytes)
    throw new FamilyFault(
      `The file has ${bytes.length.toLocaleString("en")} bytes, and ${maxFileBytes.toLocaleString("en")} is the most that is read.`,
    );
  const whole = parse(bytes);
  if (isObject(whole) && ("format" in whole || !("text" in whole))) return readFamily(whole);
  if (whole === undefined && !beginsWithLine(bytes))
    throw new FamilyFault("The file is neither a family as JSON nor prompts, a JSON object a line.");
  return readPromptLines(bytes, about);
}

/** Undefined where it is not one JSON value. */
function parse(bytes: Uint8Array): unknown {
  const text = decodeWhole(bytes);
  if (text === null) return undefined;
  try {
    const { keys } = weighJson(bytes, familyJsonLimits);
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    if (countKeys(value) < keys) throw new FamilyFault("The file has a key that stands twice in one object.");
    return value;
  } catch (error) {
    if (error instanceof HeavyJson) throw new FamilyFault(`The file is too much: ${error.message}.`);
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether its first line is an object by itself, as far as its brackets tell. */
function beginsWithLine(bytes: Uint8Array): boolean {
  const end = bytes.indexOf(0x0a);
  const first = decodeWhole(bytes.subarray(0, end < 0 ? undefined : end));
  return first === null || /^\ufeff?\s*\{.*\}\s*$/s.test(first);
}
