import { type CharacterPart, fromHex, type PlacedToken, type TokenText } from "./token-text";
import { splitUtf8 } from "./utf8";

/** A stretch of a token: text as it is, or what nobody sees with the mark that stands for it. */
export interface TokenPart {
  text: string;
  mark?: string;
}

const marks = new Map<string, string>([
  [" ", "\u00b7"],
  ["\n", "\u21b5"],
  ["\t", "\u2192"],
  ["\r", "\u240d"],
]);
// What would otherwise take no room or turn the text around it: controls, format characters (zero width, direction,
// byte-order mark), and spaces other than the plain one. The joiners stay: they hold emoji and scripts together.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}]/u;
const joiners = new Set(["\u200c", "\u200d"]);
/** What shows only on the character before it. */
const unseenAlone = /^[\p{Cf}\p{M}]$/u;

function markOf(character: string): string | undefined {
  const known = marks.get(character);
  return known || !unseen.test(character) || joiners.has(character) ? known : codePoint(character);
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** `e4b8` as it is shown: `⟨E4 B8⟩`. */
export function bytesMark(hex: string): string {
  return `\u27e8${hex.toUpperCase().replace(/(..)(?=.)/g, "$1 ")}\u27e9`;
}

/**
 * A token as it stands in its text. Bytes that are a part of a character are marks; the character itself stands at
 * the token that completes it, so that the tokens' texts together are the text.
 */
export function tokenParts({ text, bytes, parts = [] }: PlacedToken): TokenPart[] {
  if (bytes === undefined) return textParts(text);
  const pieces = piecesOf(bytes);
  const completed = parts.find(({ from, to, of }) => from > 1 && to === of);
  return pieces.flatMap(({ text, bytes }, i) => {
    if (bytes === undefined) return textParts(text);
    const mark = { text: "", mark: bytesMark(bytes) };
    return completed && i === 0 ? [mark, wholeCharacter(completed)] : [mark];
  });
}

function textParts(text: string): TokenPart[] {
  const parts: TokenPart[] = [];
  for (const character of text) {
    const mark = markOf(character);
    const last = parts.at(-1);
    if (mark) parts.push({ text: character, mark });
    else if (last && !last.mark) last.text += character;
    else parts.push({ text: character });
  }
  return parts;
}

function wholeCharacter({ character }: CharacterPart): TokenPart {
  const mark = unseenAlone.test(character) ? codePoint(character) : markOf(character);
  return { text: character, ...(mark && { mark }) };
}

/** A token's stretches of whole characters and of bytes that are none. */
function piecesOf(hex: string): { text: string; bytes?: string }[] {
  const pieces: { text: string; bytes?: string }[] = [];
  for (const { start, length, character } of splitUtf8(fromHex(hex))) {
    const last = pieces.at(-1);
    const bytes = hex.slice(2 * start, 2 * (start + length));
    if (character === null && last?.bytes !== undefined) last.bytes += bytes;
    else if (character === null) pieces.push({ text: "", bytes });
    else if (last && last.bytes === undefined) last.text += character;
    else pieces.push({ text: character });
  }
  return pieces;
}

/** The model's own tokens, such as `<|endoftext|>`, stand for no text. */
export function isSpecialToken(text: string): boolean {
  return /^<\|.+\|>$/.test(text);
}

/** A token by itself, in a list or a field: a space in front shows as a dot, bytes as `⟨E4 B8⟩`. */
export function tokenLabel(token: TokenText): string {
  return tokenParts({ ...token, parts: [] })
    .map((part) => part.mark ?? part.text)
    .join("");
}

/** What a token is a part of: `byte 1 of 3 of 中`. Empty where it is whole characters, or nobody knows. */
export function partWords({ parts = [] }: PlacedToken): string {
  return parts
    .map((part) => {
      const { from, to, of } = part;
      const { text, mark = text } = wholeCharacter(part);
      return `${from === to ? `byte ${from}` : `bytes ${from} to ${to}`} of ${of} of ${mark}`;
    })
    .join(", ");
}

/** A token as a terminal shows it: its text as JSON, or its bytes and what they are a part of. */
export function tokenLiteral(token: PlacedToken | undefined): string {
  return token?.bytes === undefined ? JSON.stringify(token?.text ?? "") : tokenName(token);
}

/** A token as a sentence can name it: quoted, with its unseen characters marked. */
export function tokenName(token: PlacedToken | undefined): string {
  if (!token || token.text === "") return "an empty token";
  const shown = tokenParts({ ...token, parts: [] }).map((part) =>
    part.mark && part.text !== " " ? part.mark : part.text,
  );
  const part = partWords(token);
  return `\u201c${shown.join("")}\u201d${part && ` (${part})`}`;
}
