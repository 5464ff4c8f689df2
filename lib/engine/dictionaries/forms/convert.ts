import { writeFileSync } from "node:fs";
import path from "node:path";

export function writeCfg(folder: string, cfg: object): void {
  writeFileSync(path.join(folder, "cfg.json"), `${JSON.stringify(cfg, null, 2)}\n`);
}

export function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
