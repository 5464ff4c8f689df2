/** A stretch of a token: text as it is, or a character nobody sees with the mark that stands for it. */
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

function markOf(character: string): string | undefined {
  const known = marks.get(character);
  if (known || !unseen.test(character) || joiners.has(character)) return known;
  return `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;
}

export function tokenParts(text: string): TokenPart[] {
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

/** The model's own tokens, such as `<|endoftext|>`, stand for no text. */
export function isSpecialToken(text: string): boolean {
  return /^<\|.+\|>$/.test(text);
}

/** A token as a sentence can name it: quoted, with its unseen characters marked. */
export function tokenName(text: string): string {
  if (text === "") return "an empty token";
  const shown = tokenParts(text).map((part) => (part.mark && part.text !== " " ? part.mark : part.text));
  return `\u201c${shown.join("")}\u201d`;
}
