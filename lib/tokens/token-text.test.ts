import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex, placeTokens, textOfTokens, toHex, tokenOfBytes } from "./token-text";
import { encodeUtf8 } from "./utf8";

/** A text cut into tokens anywhere between its bytes. */
const cutText = fc
  .record({
    text: fc.string({ unit: "binary", maxLength: 60 }).map((text) => text.toWellFormed()),
    lengths: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 240, maxLength: 240 }),
  })
  .map(({ text, lengths }) => {
    const bytes = encodeUtf8(text);
    const tokens: Uint8Array[] = [];
    for (let start = 0, i = 0; start < bytes.length; i++) {
      const length = lengths[i] ?? 1;
      tokens.push(bytes.slice(start, start + length));
      start += length;
    }
    return { text, tokens };
  });

test("the bytes of all tokens, as they are or as their texts say them, are those of the text", () => {
  fc.assert(
    fc.property(cutText, ({ text, tokens }) => {
      expect(textOfTokens(tokens.map(tokenOfBytes))).toBe(text);
    }),
  );
});

test("every byte of a token that is no whole character belongs to one, and its part says where it lies", () => {
  fc.assert(
    fc.property(cutText, ({ tokens }) => {
      for (const { bytes, parts = [] } of placeTokens(tokens.map(tokenOfBytes))) {
        expect(parts.length > 0).toBe(bytes !== undefined);
        for (const { character, from, to, of } of parts) {
          expect(encodeUtf8(character)).toHaveLength(of);
          expect(bytes).toContain(toHex(encodeUtf8(character).subarray(from - 1, to)));
          expect(to - from + 1).toBeLessThan(of);
        }
      }
    }),
  );
});

test("a token that holds the end of one character and the beginning of another is a part of both", () => {
  const tokens = ["e4", "b8ade6", "9687"].map((hex) => tokenOfBytes(fromHex(hex)));
  expect(placeTokens(tokens).map(({ parts }) => parts)).toEqual([
    [{ character: "\u4e2d", from: 1, to: 1, of: 3 }],
    [
      { character: "\u4e2d", from: 2, to: 3, of: 3 },
      { character: "\u6587", from: 1, to: 1, of: 3 },
    ],
    [{ character: "\u6587", from: 2, to: 3, of: 3 }],
  ]);
});

test("bytes that make no character, such as a token by itself, are a part of none that could be told", () => {
  const [lone, replaced] = placeTokens([tokenOfBytes(fromHex("e4")), { text: "\ufffd" }]);
  expect(lone).toEqual({ text: "\ufffd", bytes: "e4" });
  expect(replaced).toEqual({ text: "\ufffd" });
});
