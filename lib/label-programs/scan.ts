import { ProgramError, programBounds } from "./program";

/** A piece of a program; `start` and `end` are its offsets. */
export type Piece = { start: number; end: number } & (
  | { is: "name"; name: string }
  | { is: "number"; value: number }
  | { is: "string"; text: string }
  | { is: "pattern"; source: string; anyCase: boolean }
  | { is: "sign"; sign: "(" | ")" | "[" | "]" | "," }
  | { is: "end" }
);

/** What a lone half of a character, or a character that no text has, is refused with. */
const broken = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|\0/;

/** Takes a program apart. Throws ProgramError. */
export function scanProgram(source: string): Piece[] {
  const { characters } = programBounds;
  if (source.length > characters)
    throw new ProgramError(
      `A program has at most ${characters.toLocaleString("en")} characters.`,
      characters,
    );
  const bad = broken.exec(source);
  if (bad) throw new ProgramError("This is no character. Remove it.", bad.index);
  const pieces: Piece[] = [];
  let at = 0;
  for (;;) {
    at += /^\s*/u.exec(source.slice(at))?.[0].length ?? 0;
    const piece = pieceAt(source, at);
    pieces.push(piece);
    if (piece.is === "end") return pieces;
    at = piece.end;
  }
}

function pieceAt(source: string, start: number): Piece {
  const rest = source.slice(start);
  const [first = ""] = rest;
  if (first === "") return { is: "end", start, end: start };
  if (first === "(" || first === ")" || first === "[" || first === "]" || first === ",")
    return { is: "sign", sign: first, start, end: start + 1 };
  if (first === '"') return stringAt(source, start);
  if (first === "/") return patternAt(source, start);
  const [name] = /^[A-Za-z]+/.exec(rest) ?? [];
  if (name !== undefined) return { is: "name", name, start, end: start + name.length };
  const [digits] = /^\d+/.exec(rest) ?? [];
  if (digits !== undefined) {
    const value = Number(digits);
    if (value > programBounds.distance)
      throw new ProgramError(
        `A number is at most ${programBounds.distance.toLocaleString("en")}.`,
        start,
        start + digits.length,
      );
    return { is: "number", value, start, end: start + digits.length };
  }
  if (first === "'" || first === "\u201c" || first === "\u201d" || first === "\u2018" || first === "\u2019")
    throw new ProgramError('Texts stand between straight double quotes: " the".', start);
  throw new ProgramError(`A program has no ${first}.`, start, start + first.length);
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", '"': '"' };

function stringAt(source: string, start: number): Piece {
  let text = "";
  for (let at = start + 1; ; at++) {
    const character = source[at];
    if (character === undefined || character === "\n")
      throw new ProgramError('This text is not closed: a " is missing. A line break is \\n.', start, at);
    if (character === '"') return { is: "string", text, start, end: at + 1 };
    if (character !== "\\") {
      text += character;
      continue;
    }
    const [whole, hex = ""] = /^u\{([0-9A-Fa-f]{1,6})\}/.exec(source.slice(at + 1)) ?? [];
    const point = Number.parseInt(hex, 16);
    const isCharacter = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
    const escaped =
      whole === undefined
        ? escapes[source[at + 1] ?? ""]
        : isCharacter
          ? String.fromCodePoint(point)
          : undefined;
    if (escaped === undefined)
      throw new ProgramError(
        'After \\ in a text comes n, t, r, ", \\ or a character as in \\u{e9}.',
        at,
        at + 2,
      );
    text += escaped;
    at += whole?.length ?? 1;
  }
}

function patternAt(source: string, start: number): Piece {
  let isInClass = false;
  for (let at = start + 1; ; at++) {
    const character = source[at];
    if (character === undefined || character === "\n")
      throw new ProgramError("This pattern is not closed: a / is missing. A line break is \\n.", start, at);
    if (character === "\\") at += 1;
    else if (character === "[") isInClass = true;
    else if (character === "]") isInClass = false;
    else if (character === "/" && !isInClass) {
      const [flags = ""] = /^[A-Za-z]*/.exec(source.slice(at + 1)) ?? [];
      const end = at + 1 + flags.length;
      if (flags !== "" && flags !== "i")
        throw new ProgramError(
          "After a pattern may stand an i, for either case, and nothing else.",
          at + 1,
          end,
        );
      return { is: "pattern", source: source.slice(start + 1, at), anyCase: flags === "i", start, end };
    }
  }
}
