import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bytesMark, tokenLabel } from "@/lib/tokens/token-words";

/** The code points that the shipped fonts say they have. */
function shipped(): (codePoint: number) => boolean {
  const ranges = [...readFileSync("app/fonts.ts", "utf8").matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)];
  const bounds = ranges.map(([, from = "", to = from]) => [
    Number.parseInt(from, 16),
    Number.parseInt(to, 16),
  ]);
  return (codePoint) => bounds.some(([from = 0, to = 0]) => codePoint >= from && codePoint <= to);
}

test("every sign that pages are written with is in a font that the site ships", () => {
  const isShipped = shipped();
  const sources = ["app", "components"]
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => /\.(tsx?|css)$/.test(file) && !/\.test\.|fonts\.ts$/.test(file));
  const written = sources.flatMap((file) => {
    const source = readFileSync(file, "utf8");
    const escaped = [...source.matchAll(/\\u\{?([0-9a-fA-F]{4,6})/g)].map(([, hex = ""]) =>
      Number.parseInt(hex, 16),
    );
    const plain = [...source].map((character) => character.codePointAt(0) ?? 0).filter((each) => each > 0x7f);
    return [...escaped, ...plain].map((codePoint) => ({ file, codePoint }));
  });
  const marks = [...` \n\t\r`].map((text) => tokenLabel({ text })).concat(bytesMark("e4"));
  const marked = [...marks.join("")].map((mark) => ({
    file: "a token",
    codePoint: mark.codePointAt(0) ?? 0,
  }));
  const missing = [...written, ...marked].filter(
    ({ codePoint }) => !isShipped(codePoint) && (codePoint & 0xfffe) !== 0xfffe,
  );
  expect(missing.map(({ file, codePoint }) => `U+${codePoint.toString(16)} in ${file}`)).toEqual([]);
});
