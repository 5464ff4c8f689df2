import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sumOfParts } from "./sum-of-parts";

test("the sum of a text in which one part changes is that of the whole text", () => {
  const between = fc.uint8Array({ maxLength: 3_000 });
  fc.assert(
    fc.property(
      fc.array(between, { minLength: 1, maxLength: 9 }),
      fc.array(fc.stringMatching(/^[\w+/=]{24}$/), { minLength: 1, maxLength: 4 }),
      (pieces, parts) => {
        const textWith = (part: string | Buffer) =>
          Buffer.concat(pieces.flatMap((piece, n) => (n === 0 ? [piece] : [Buffer.from(part), piece])));
        const places = pieces
          .slice(0, -1)
          .map((_, n) => pieces.slice(0, n + 1).reduce((sum, { length }) => sum + length, 0) + 24 * n);
        const sumWith = sumOfParts(textWith(Buffer.alloc(24, 0xff)), places, 24);
        for (const part of parts) expect(sumWith(part)).toBe(crc32(textWith(part)));
      },
    ),
  );
});
