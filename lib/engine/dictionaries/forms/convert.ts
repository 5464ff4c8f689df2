import { writeFileSync } from "node:fs";
import path from "node:path";

/** `unread`: what the file has that it is converted from, and nobody knows. */
export function writeCfg(folder: string, cfg: object, unread: readonly string[]): void {
  // As many as are shown, and one more.
  const unread_options = unread.slice(0, 11).map((name) => name.slice(0, 300));
  const written = { ...cfg, ...(unread.length > 0 && { unread_options }) };
  writeFileSync(path.join(folder, "cfg.json"), `${JSON.stringify(written, null, 2)}\n`);
}

export function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
