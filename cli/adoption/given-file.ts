import { statSync } from "node:fs";
import type { ModelFile } from "@/lib/engine/weights/model-folder";

/** A file that somebody gave, by the name that they know it under. */
export function givenFile(path: string, label: string): ModelFile {
  return { path, label, byteLength: statSync(path).size };
}
