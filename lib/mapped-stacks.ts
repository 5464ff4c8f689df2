import { existsSync, readFileSync } from "node:fs";
import { findSourceMap, SourceMap } from "node:module";
import path from "node:path";

/** Maps of built files that are kept once read. A trace goes through few of them. */
const maxKept = 4;
const kept = new Map<string, SourceMap | undefined>();

/**
 * Has stack traces of built files name our sources, as Node would by itself. Node reads every file's map as the file is
 * loaded, which takes a web process 270 MB and two seconds; here one is read when a trace that goes through it is shown.
 */
export function mapStacks(): void {
  process.setSourceMapsEnabled(false);
  Error.prepareStackTrace = (error, frames) => {
    const lines = frames.map((frame) => `    at ${inSource(frame)}`);
    return [headingOf(error), ...lines].join("\n");
  };
}

/** What is thrown need not be able to say what it is. */
function headingOf(error: Error): string {
  try {
    return String(error);
  } catch {
    return "Error";
  }
}

function inSource(frame: NodeJS.CallSite): string {
  const text = frame.toString();
  const [file, line, column] = [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()];
  if (!file || line === null || column === null) return text;
  const entry = mapOf(file)?.findEntry(line - 1, column - 1);
  if (!entry || !("originalSource" in entry)) return text;
  const source = entry.originalSource.replace(/^(turbopack:\/\/\/\[project\]\/|(\.\.\/)+)/, "");
  return text.replace(
    `${file}:${line}:${column}`,
    `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`,
  );
}

/** Of what was loaded before, Node has the maps. */
function mapOf(file: string): SourceMap | undefined {
  const known = findSourceMap(file);
  if (known || !path.isAbsolute(file)) return known;
  if (kept.has(file)) return kept.get(file);
  const map = readMap(`${file}.map`);
  kept.set(file, map);
  const [oldest] = kept.keys();
  if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
  return map;
}

function readMap(file: string): SourceMap | undefined {
  try {
    return existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, "utf8"))) : undefined;
  } catch {
    // A trace is shown where something has already gone wrong: it stays as it is.
    return undefined;
  }
}
