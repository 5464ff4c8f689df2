import fc from "fast-check";
import { expect, test } from "vitest";
import { shortenJson, shortenLines } from "./shorten";

test("what fits is given whole, and what does not is valid JSON that fits and says what is missing", () => {
  expect(shortenJson({ a: [1, 2] })).toEqual({ text: '{"a":[1,2]}', leftOut: [] });
  const long = { tokens: Array.from({ length: 5000 }, (_, id) => ({ id, text: "word" })), name: "x" };
  const { text, leftOut } = shortenJson(long, 2_000);
  expect(text.length).toBeLessThanOrEqual(2_000);
  const { tokens, name } = JSON.parse(text);
  expect(name).toBe("x");
  expect(tokens).toEqual(long.tokens.slice(0, tokens.length));
  expect(leftOut).toEqual([`Of tokens ${tokens.length} of 5000 are shown.`]);
});

test("a text that is cut says so, and is never cut through the middle of a character", () => {
  const { text, leftOut } = shortenJson({ text: "\u{1f600}".repeat(30_000), list: [] });
  expect(JSON.parse(text).text.isWellFormed()).toBe(true);
  expect(leftOut).toEqual(["Of text the first 4000 characters are shown."]);
});

test("any JSON at all fits, whatever the room, or says that it is cut in the middle", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 40, max: 400 }), (value, room) => {
      const { text, leftOut } = shortenJson(value, room);
      expect(text.length).toBeLessThanOrEqual(room);
      if (text !== JSON.stringify(value)) expect(leftOut.length).toBeGreaterThan(0);
    }),
  );
});

test("of lines those that fit are given whole", () => {
  const text = Array.from({ length: 100 }, (_, n) => `line ${n}\n`).join("");
  expect(shortenLines(text, 50)).toEqual({
    text: "line 0\nline 1\nline 2\nline 3\nline 4\nline 5\nline 6\n",
    leftOut: ["The first 7 lines of 100 are shown."],
  });
  expect(shortenLines("x".repeat(90), 50).text).toBe("x".repeat(50));
});
