import { decodeUtf8, decodeWhole, encodeUtf8, splitUtf8 } from "./utf8";

/** What a token stands for. */
export interface TokenText {
  /** U+FFFD stands for bytes that are only a part of a character. */
  text: string;
  /** All its bytes in hexadecimal, where its text does not say them. */
  bytes?: string;
}

/** A token of a model's vocabulary. */
export interface VocabularyToken extends TokenText {
  id: number;
}

/** A character of which a token holds a part, its neighbours the rest. Bytes are counted from 1. */
export interface CharacterPart {
  character: string;
  from: number;
  to: number;
  of: number;
}

/** A token among its neighbours. */
export interface PlacedToken extends TokenText {
  /** The end of one character, the beginning of another, or both. */
  parts?: CharacterPart[];
}

export function tokenOfBytes(bytes: Uint8Array): TokenText {
  const text = decodeWhole(bytes);
  return text === null ? { text: decodeUtf8(bytes), bytes: toHex(bytes) } : { text };
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  );
}

/** The text that tokens make together. */
export function textOfTokens(tokens: readonly TokenText[]): string {
  return decodeUtf8(fromHex(tokens.map(({ text, bytes }) => bytes ?? toHex(encodeUtf8(text))).join("")));
}

/** The tokens of a text, in order, each with the characters it makes with its neighbours. */
export function placeTokens<T extends TokenText>(tokens: readonly T[]): (T & PlacedToken)[] {
  const placed: (T & PlacedToken)[] = [];
  const placePartial = (from: number, to: number) => {
    if (to > from) placed.push(...placeRun(tokens.slice(from, to)));
  };
  let begin = 0;
  for (const [i, token] of tokens.entries()) {
    if (token.bytes !== undefined) continue;
    placePartial(begin, i);
    placed.push({ ...token });
    begin = i + 1;
  }
  placePartial(begin, tokens.length);
  return placed;
}

/** The same of neighbours that all have bytes: no character reaches past those. */
function placeRun<T extends TokenText>(tokens: readonly T[]): (T & PlacedToken)[] {
  const pieces = splitUtf8(fromHex(tokens.map(({ bytes = "" }) => bytes).join("")));
  let [begin, first] = [0, 0];
  return tokens.map((token) => {
    const end = begin + (token.bytes ?? "").length / 2;
    const parts: CharacterPart[] = [];
    for (let i = first; ; i++) {
      const { start, length: of, character } = pieces[i] ?? { start: end, length: 0, character: null };
      if (start >= end) break;
      if (start + of <= end) first = i + 1;
      if (character === null || (start >= begin && start + of <= end)) continue;
      parts.push({
        character,
        from: Math.max(begin, start) - start + 1,
        to: Math.min(end, start + of) - start,
        of,
      });
    }
    begin = end;
    return parts.length > 0 ? { ...token, parts } : { ...token };
  });
}
