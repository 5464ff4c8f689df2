import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { ModelFile } from "./model-folder";

/** SHA-256 of a file in hexadecimal, read as a stream. */
export async function checksumFile(file: ModelFile): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file.path, { highWaterMark: 1024 * 1024 })) hash.update(piece);
  return hash.digest("hex");
}

/**
 * One checksum for several named parts: SHA-256 over `name NUL checksum LF` in the order of the names, so
 * that it depends on nothing else.
 */
export function combineChecksums(parts: Readonly<Record<string, string>>): string {
  const hash = createHash("sha256");
  for (const name of Object.keys(parts).toSorted()) hash.update(`${name}\0${parts[name]}\n`);
  return hash.digest("hex");
}
