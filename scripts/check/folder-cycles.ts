import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** One file that imports another, both from the root of the project. */
export interface FileImport {
  file: string;
  imported: string;
}

const importedPath = /(?:\bfrom|\bimport)\s*\(?\s*"(@\/|\.\.?\/)([^"]+)"/g;

/** The imports of the project's own files that the sources make. Tests may look at what they test from anywhere. */
export function readImports(folders: string[]): FileImport[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => path.join(folder, name)),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .flatMap((file) => importsIn(file, readFileSync(file, "utf8")));
}

export function importsIn(file: string, source: string): FileImport[] {
  return [...source.matchAll(importedPath)].map(([, start = "", rest = ""]) => ({
    file,
    imported: start === "@/" ? rest : path.join(path.dirname(file), start, rest),
  }));
}

/** A noun of lib with all that is in it, or a folder of app by itself. Undefined for what is in neither. */
function folderOf(file: string): string | undefined {
  const parts = path.dirname(file).split("/");
  if (parts[0] === "lib") return parts.slice(0, 2).join("/");
  return parts[0] === "app" ? parts.join("/") : undefined;
}

/** The ways from a folder over others back to itself, the shortest of each, as the import of every step. */
export function findFolderCycles(imports: FileImport[]): FileImport[][] {
  const steps = new Map<string, Map<string, FileImport>>();
  for (const each of imports) {
    const [from, to] = [folderOf(each.file), folderOf(each.imported)];
    if (from === undefined || to === undefined || from === to) continue;
    const known = steps.get(from) ?? new Map<string, FileImport>();
    if (!known.has(to)) known.set(to, each);
    steps.set(from, known);
  }
  const cycles = new Map<string, FileImport[]>();
  for (const folder of steps.keys()) {
    const cycle = wayBack(folder, steps);
    const key = cycle
      .map(({ file }) => folderOf(file))
      .sort()
      .join();
    if (cycle.length > 0 && !cycles.has(key)) cycles.set(key, cycle);
  }
  return [...cycles.values()];
}

function wayBack(home: string, steps: Map<string, Map<string, FileImport>>): FileImport[] {
  const ways: { folder: string; way: FileImport[] }[] = [{ folder: home, way: [] }];
  const seen = new Set<string>();
  for (const { folder, way } of ways)
    for (const [next, step] of steps.get(folder) ?? []) {
      if (next === home) return [...way, step];
      if (!seen.has(next)) ways.push({ folder: next, way: [...way, step] });
      seen.add(next);
    }
  return [];
}

/** A line for the folders, and one for each import that closes their circle. */
export function describeCycle(cycle: FileImport[]): string {
  const folders = cycle.map(({ file }) => folderOf(file)).join(" and ");
  return [
    `${folders} import each other:`,
    ...cycle.map(({ file, imported }) => `  ${file} imports ${imported}`),
  ].join("\n");
}
