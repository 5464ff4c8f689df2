const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const strict = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
const encoder = new TextEncoder();

/** U+FFFD stands for bytes that are only a part of a character. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Lone surrogates become U+FFFD, which is what UTF-8 has for them. */
export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

export interface Utf8Piece {
  /** The first byte's place. */
  start: number;
  length: number;
  /** Null for a byte that is no whole character with those after it. */
  character: string | null;
}

/** Bytes taken apart: whole characters, and each byte that makes none. */
export function splitUtf8(bytes: Uint8Array): Utf8Piece[] {
  const pieces: Utf8Piece[] = [];
  for (let start = 0; start < bytes.length; ) {
    const length = lengthFrom(bytes[start] ?? 0);
    const character = decodeWhole(bytes.subarray(start, start + length));
    pieces.push({ start, length: character === null ? 1 : length, character });
    start += character === null ? 1 : length;
  }
  return pieces;
}

/** Of a whole character, as its first byte tells it (RFC 3629). */
function lengthFrom(byte: number): number {
  if (byte < 0xc2) return 1;
  if (byte < 0xe0) return 2;
  return byte < 0xf0 ? 3 : 4;
}

/** Null where the bytes are not whole characters. */
export function decodeWhole(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}
