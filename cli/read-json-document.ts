import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { EngineError } from "@/lib/engine/errors";
import { circuitLimits, parseStrictJson } from "@/lib/engine/weights/strict-json";

/** A text this long no longer fits a string of the runtime. */
const maxTextBytes = 500_000_000;
/** A circuit of every edge of a text of 64 tokens at GPT-2 small's size has some 20 million; they take some 2 GB. */
const maxValues = 50_000_000;
const maxContainers = 8_000_000;

/** Reads a JSON file a user names; throws `EngineError` in a sentence that names it. */
export function readJsonDocument(
  file: string,
  { fromPython = false, maxBytes = maxTextBytes } = {},
): unknown {
  const label = path.basename(file);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) throw new EngineError("not-found", `There is no file ${label}.`);
  if (!stats.isFile()) throw new EngineError("invalid-file", `${label} is not a file.`);
  if (stats.size > maxBytes)
    throw new EngineError(
      "invalid-file",
      `${label} has ${stats.size} bytes, and ${maxBytes} is the most that is read.`,
    );
  const limits = { ...circuitLimits, maxContainers, maxValues };
  return parseStrictJson(readFileSync(file), label, limits, { fromPython });
}
