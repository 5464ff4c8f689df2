import { readFileSync } from "node:fs";
import subsetFont from "subset-font";
import { type FontFile, fontFiles, hasCharacter } from "./font-files";
import { type Written, writtenCharacters } from "./written-characters";

/** Fonts cut to some characters, by what they were cut to: many figures write the same. */
const kept = new Map<string, string>();
const maxKept = 60;

/**
 * The style sheet by which a figure brings its fonts along: of each face and weight in it the characters that it writes, as
 * `data:` addresses. A character that no file of ours has is left to the reader's machine.
 */
export async function fontStyle(svg: string): Promise<string> {
  const rules: string[] = [];
  for (const written of writtenCharacters(svg))
    for (const [file, characters] of byFile(written)) {
      const { family, weight } = written;
      const data = await cut(file, weight, characters);
      rules.push(
        `@font-face{font-family:'${family}';font-weight:${weight};src:url(data:font/woff2;base64,${data}) format('woff2');unicode-range:${characters.map(unicode).join(",")}}`,
      );
    }
  return `<style>${rules.join("")}text{font-variant-ligatures:none}</style>`;
}

function byFile({ family, characters }: Written): Map<FontFile, string[]> {
  const files = fontFiles(family);
  const chosen = new Map<FontFile, string[]>();
  for (const character of [...characters].sort()) {
    const code = character.codePointAt(0) ?? 0;
    const file = files.find((each) => hasCharacter(each, code));
    if (file) chosen.set(file, [...(chosen.get(file) ?? []), character]);
  }
  return chosen;
}

async function cut({ file }: FontFile, weight: number, characters: readonly string[]): Promise<string> {
  const key = `${file} ${weight} ${characters.join("")}`;
  const before = kept.get(key);
  if (before !== undefined) return before;
  const bytes = await subsetFont(readFileSync(file), characters.join(""), {
    ...{ targetFormat: "woff2", variationAxes: file.endsWith("symbols.woff2") ? {} : { wght: weight } },
  });
  const data = Buffer.from(bytes).toString("base64");
  kept.set(key, data);
  for (const oldest of kept.keys()) if (kept.size > maxKept) kept.delete(oldest);
  return data;
}

const unicode = (character: string) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`;
