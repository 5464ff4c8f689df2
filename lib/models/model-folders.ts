import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

/** The folders under `modelsDir` that hold a model, sorted by name: those with a manifest.json. */
export function modelFolders(modelsDir: string): string[] {
  if (!existsSync(modelsDir)) return [];
  return readdirSync(modelsDir)
    .map((name) => path.join(modelsDir, name))
    .filter((folder) => existsSync(path.join(folder, "manifest.json")))
    .sort();
}
