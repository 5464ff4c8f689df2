import { type Attributes, escaped, tag } from "./xml";

export type Face = "sans" | "bold" | "mono";

/** The faces by the names they have in a figure, which no machine's own have. */
export const familyOf = { sans: "Figure Sans", bold: "Figure Sans", mono: "Figure Mono" } as const;

/** Advances of U+0020 to U+007E in thousandths of the size: Source Sans 3 at weight 400 and at 600. */
const advances = {
  sans: [
    ...[200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497, 497, 497],
    ...[497, 497, 497, 497, 497, 497, 249, 249, 497, 497, 497, 425, 847, 543, 588, 571, 615, 527, 494, 617],
    ...[652, 263, 479, 579, 486, 727, 647, 664, 566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303],
    ...[350, 303, 497, 500, 542, 504, 553, 456, 555, 496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542],
    ...[555, 555, 347, 419, 338, 544, 467, 719, 446, 467, 425, 303, 241, 303, 497],
  ],
  bold: [
    ...[200, 315, 482, 513, 513, 841, 639, 275, 324, 324, 438, 513, 275, 322, 275, 344, 513, 513, 513, 513],
    ...[513, 513, 513, 513, 513, 513, 275, 275, 513, 513, 513, 444, 875, 558, 597, 576, 625, 538, 510, 628],
    ...[663, 282, 494, 597, 502, 745, 657, 674, 582, 674, 592, 545, 546, 655, 536, 800, 541, 501, 540, 324],
    ...[344, 324, 513, 500, 549, 516, 563, 462, 564, 507, 317, 520, 558, 262, 263, 522, 271, 843, 560, 549],
    ...[564, 564, 373, 431, 361, 556, 495, 748, 481, 495, 443, 324, 255, 324, 513],
  ],
} as const;
/** Of every character of the mono face, and what is taken for one of the others that the table has not. */
const monoAdvance = 600;
const unknownAdvance = 660;
/**
 * Scripts and signs that stand in a square, in whatever face a machine has for them: first and last code point. As
 * numbers, since none of them is written here.
 */
const wideRanges = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f000, 0x3ffff],
] as const;

/** How wide a text is, in the units of its size. */
export function widthOf(text: string, face: Face, size: number): number {
  let sum = 0;
  for (const character of text) sum += advanceOf(character, face);
  return (sum * size) / 1000;
}

function advanceOf(character: string, face: Face): number {
  const codePoint = character.codePointAt(0) ?? 0;
  if (wideRanges.some(([first, last]) => codePoint >= first && codePoint <= last)) return 1_100;
  if (face === "mono") return monoAdvance;
  return advances[face][codePoint - 0x20] ?? unknownAdvance;
}

/** A text in lines no wider than `room`, broken at spaces and, where a word is wider, within it; cut after `most` lines. */
export function wrapped(text: string, face: Face, size: number, room: number, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  const isTooWide = (each: string) => widthOf(each, face, size) > room;
  for (const word of text.split(/(?<=\s)/)) {
    for (const piece of piecesOf(word, isTooWide)) {
      if (line !== "" && isTooWide((line + piece).trimEnd())) {
        lines.push(line.trimEnd());
        line = "";
      }
      line += piece;
    }
    if (lines.length > most) break;
  }
  if (line.trimEnd() !== "") lines.push(line.trimEnd());
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  return [...kept.slice(0, -1), cutToFit(`${kept.at(-1)}\u2026`, face, size, room)];
}

function piecesOf(word: string, isTooWide: (text: string) => boolean): string[] {
  if (!isTooWide(word.trimEnd())) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const character of word) {
    if (piece !== "" && isTooWide(piece + character)) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** A text, with its end left out where it is wider than `room`. */
export function cutToFit(text: string, face: Face, size: number, room: number): string {
  if (widthOf(text, face, size) <= room) return text;
  const characters = [...text.replace(/\u2026$/, "")];
  while (characters.length > 0 && widthOf(`${characters.join("")}\u2026`, face, size) > room)
    characters.pop();
  return `${characters.join("").trimEnd()}\u2026`;
}

/** A line of text. What somebody else wrote is isolated, so that a direction it sets ends with it. */
export function line(text: string, face: Face, size: number, more: Attributes): string {
  return tag(
    "text",
    {
      "font-family": `'${familyOf[face]}', ${face === "mono" ? "monospace" : "sans-serif"}`,
      ...{ "font-size": size, "font-weight": face === "bold" ? 600 : 400 },
      ...{ "xml:space": "preserve", direction: "ltr", "unicode-bidi": "isolate", ...more },
    },
    escaped(text),
  );
}
