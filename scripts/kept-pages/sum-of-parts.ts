import { crc32 } from "node:zlib";

/*
 * CRC-32 is linear: the sum of two texts of one length, added bit by bit (exclusive or), is the sum of one added to what the
 * other gives alone, with nothing before it. So what the same few bytes do to the sum from several places is a matrix over
 * bits, and the sum of a long text in which only they change needs no second look at the text. (As zlib's crc32_combine.)
 */

/** What becomes of each of a sum's 32 bits. */
type BitMatrix = readonly number[];

/** The polynomial of gzip's sum, its bits the other way round (RFC 1952, 8). */
const polynomial = 0xedb88320;

const unchanged: BitMatrix = Array.from({ length: 32 }, (_, bit) => (1 << bit) >>> 0);

/** A sum after one more bit of zero. */
const zeroBit: BitMatrix = unchanged.map((_, bit) => (bit === 0 ? polynomial : 1 << (bit - 1)));

function applied(matrix: BitMatrix, sum: number): number {
  let image = 0;
  for (let bit = 0, rest = sum >>> 0; rest !== 0; bit++, rest >>>= 1) if (rest & 1) image ^= matrix[bit] ?? 0;
  return image >>> 0;
}

const after = (second: BitMatrix, first: BitMatrix): BitMatrix =>
  first.map((image) => applied(second, image));

/** A sum after 1, 2, 4, ... more bytes of zero. */
const zeroBytes: BitMatrix[] = [];

function afterZeros(matrix: BitMatrix, bytes: number): BitMatrix {
  let shifted = matrix;
  for (let power = 0, rest = bytes; rest > 0; power++, rest = Math.floor(rest / 2)) {
    let zeros = zeroBytes[power];
    if (!zeros) {
      const half = zeroBytes[power - 1];
      const byte = () => [0, 1, 2].reduce((bits) => after(bits, bits), zeroBit);
      zeros = half ? after(half, half) : byte();
      zeroBytes.push(zeros);
    }
    if (rest % 2 === 1) shifted = after(zeros, shifted);
  }
  return shifted;
}

/**
 * The CRC-32 of a text of which only one part changes, which stands at some places of it, always of the same length.
 * `bytes` has the same bytes at all of them; `places` ascend and do not overlap.
 */
export function sumOfParts(bytes: Uint8Array, places: readonly number[], partLength: number) {
  const rest = crc32(bytes);
  const [first = 0] = places;
  const before = crc32(bytes.subarray(first, first + partLength));
  // Of all places at once, from the first on: each is followed by what lies between it and the next (Horner's rule).
  let matrix: BitMatrix = unchanged.map(() => 0);
  for (const [n, place] of places.entries()) {
    matrix = matrix.map((image, bit) => image ^ (unchanged[bit] ?? 0));
    matrix = afterZeros(matrix, (places[n + 1] ?? bytes.length - partLength) - place);
  }
  return (part: string): number => (rest ^ applied(matrix, crc32(part) ^ before)) >>> 0;
}
