/** Entries of a chunk: FacetBits in the schema. */
export const chunkSize = 32_768;
const chunkBytes = chunkSize / 8;

/** A set of entries by their numbers, a bit each: the chunks that hold any, each chunkBytes long. */
export type EntrySet = ReadonlyMap<number, Uint8Array>;

/** The set of some numbers. */
export function setOf(numbers: readonly number[]): EntrySet {
  const chunks = new Map<number, Uint8Array>();
  for (const number of numbers) {
    const chunk = Math.floor(number / chunkSize);
    const bits = chunks.get(chunk) ?? new Uint8Array(chunkBytes);
    chunks.set(chunk, bits);
    const at = number % chunkSize;
    // As PostgreSQL writes a bit string: the first bit is the highest of the first byte.
    bits[at >> 3] = (bits[at >> 3] ?? 0) | (0x80 >> (at & 7));
  }
  return chunks;
}

/** What is in each of some sets, of which there is at least one. */
export function intersection([first, ...others]: readonly EntrySet[]): EntrySet {
  const common = new Map<number, Uint8Array>();
  for (const [chunk, bits] of first ?? []) {
    const theirs = others.map((other) => other.get(chunk));
    if (!theirs.every((each) => each !== undefined)) continue;
    common.set(
      chunk,
      bits.map((byte, n) => theirs.reduce((all, other) => all & (other[n] ?? 0), byte)),
    );
  }
  return common;
}

/** What is in a set and not in another. */
export function difference(entries: EntrySet, without: EntrySet): EntrySet {
  return new Map(
    [...entries].map(([chunk, bits]) => {
      const theirs = without.get(chunk);
      return [chunk, theirs ? bits.map((byte, n) => byte & ~(theirs[n] ?? 0)) : bits];
    }),
  );
}

/** What is in a set and has a higher number than another. */
export function above(entries: EntrySet, number: number): EntrySet {
  const first = number + 1;
  const kept = new Map<number, Uint8Array>();
  for (const [chunk, bits] of entries) {
    const from = first - chunk * chunkSize;
    if (from <= 0) kept.set(chunk, bits);
    else if (from < chunkSize)
      kept.set(
        chunk,
        bits.map((byte, n) => (n < from >> 3 ? 0 : n > from >> 3 ? byte : byte & (0xff >> (from & 7)))),
      );
  }
  return kept;
}

const bitsOfByte = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll("0", "").length);

export function sizeOf(entries: EntrySet): number {
  let size = 0;
  for (const bits of entries.values()) for (const byte of bits) size += bitsOfByte[byte] ?? 0;
  return size;
}

/** The highest numbers of a set below a bound, from the highest down, at most so many. */
export function highest(entries: EntrySet, most: number, below = Number.POSITIVE_INFINITY): number[] {
  const numbers: number[] = [];
  for (const chunk of [...entries.keys()].sort((a, b) => b - a)) {
    const bits = entries.get(chunk) ?? new Uint8Array();
    for (let n = bits.length - 1; n >= 0; n--) {
      const byte = bits[n] ?? 0;
      for (let bit = 7; byte !== 0 && bit >= 0; bit--) {
        const number = chunk * chunkSize + n * 8 + bit;
        if ((byte & (0x80 >> bit)) === 0 || number >= below) continue;
        numbers.push(number);
        if (numbers.length === most) return numbers;
      }
    }
  }
  return numbers;
}
