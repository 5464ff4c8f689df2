import { writeFileSync } from "node:fs";
import path from "node:path";
import { invalidFile } from "../../errors";
import type { ModelFile } from "../../weights/model-folder";
import type { SafetensorsFile } from "../../weights/safetensors";
import { unsupportedIn } from "../other-arithmetic";

/** What is written anew says nothing more of an option that would change what is computed. */
export function refuseOptions(file: ModelFile, said: Readonly<Record<string, unknown>>): void {
  const options = unsupportedIn(said);
  if (options.length > 0)
    throw invalidFile(file.label, `its options ${options.join(", ").slice(0, 300)} are not supported`);
}

/** A tensor that nobody reads would say that the file is of another kind. */
export function refuseOthers({ tensors, file }: SafetensorsFile, known: readonly string[]): void {
  const other = [...tensors.keys()].find((name) => !known.includes(name));
  if (other !== undefined) throw invalidFile(file.label, "nobody knows what it is for", other.slice(0, 200));
}

export function writeCfg(folder: string, cfg: object): void {
  writeFileSync(path.join(folder, "cfg.json"), `${JSON.stringify(cfg, null, 2)}\n`);
}

export function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
