import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** A file of one of the two faces, and the characters it has. */
export interface FontFile {
  file: string;
  ranges: readonly (readonly [from: number, to: number])[];
}

const packages = {
  "Figure Sans": "@fontsource-variable/source-sans-3",
  "Figure Mono": "@fontsource-variable/jetbrains-mono",
} as const;
export type Family = keyof typeof packages;
export const families = z.enum(["Figure Sans", "Figure Mono"]);

/** What is in the files beside the page's own two, by the packages' names, most used first. */
const subsets = ["latin", "latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "vietnamese"];
/** The arrows and marks that neither face has (app/fonts.ts). */
const symbols: FontFile = {
  file: "app/_fonts/symbols.woff2",
  ranges: rangesOf("U+2190,U+2192,U+21B5,U+2265,U+2318,U+240D,U+2423,U+27E8-27E9"),
};

const rangesSchema = z.record(z.string(), z.string());
const known = new Map<Family, FontFile[]>();

/** The files of a face, in the order in which a character is looked for in them. Found from the folder the process runs in. */
export function fontFiles(family: Family): readonly FontFile[] {
  const before = known.get(family);
  if (before) return before;
  const folder = path.join("node_modules", packages[family]);
  const ranges = rangesSchema.parse(JSON.parse(readFileSync(path.join(folder, "unicode.json"), "utf8")));
  const files = subsets.flatMap((subset): FontFile[] => {
    const name = `${path.basename(folder)}-${subset}-wght-normal.woff2`;
    const file = path.join(folder, "files", name);
    const of = ranges[subset];
    return of && existsSync(file) ? [{ file, ranges: rangesOf(of) }] : [];
  });
  const all = [...files, symbols];
  known.set(family, all);
  return all;
}

export function hasCharacter({ ranges }: FontFile, codePoint: number): boolean {
  return ranges.some(([from, to]) => codePoint >= from && codePoint <= to);
}

function rangesOf(list: string): [number, number][] {
  return list.split(",").map((range) => {
    const [from = "", to = from] = range.trim().replace("U+", "").split("-");
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });
}
