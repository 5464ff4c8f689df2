import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createEncoder } from "./encoder";
import { measureText } from "./measure-text";
import { tokenizerJsonSchema } from "./tokenizer-json";
import { readVocabulary } from "./vocabulary";

const file = path.resolve(import.meta.dirname, "../../models/storybook-4l/tokenizer.json");
const json = tokenizerJsonSchema.parse(JSON.parse(readFileSync(file, "utf8")));
const { ids, tokenOf } = readVocabulary(json);
const tokenizer = {
  encode: createEncoder(json),
  tokens: new Map(Array.from(ids, (id) => [id, tokenOf(id)])),
};

test("a text that fits is counted and needs no cut", () => {
  expect(measureText(tokenizer, "The cat sat.", 127)).toEqual({ tokens: 4, limit: 127, cuts: null });
});

test("a longer text may be cut to its first or its last tokens", () => {
  const text = "one cat, two cats, three cats";
  const { tokens, cuts } = measureText(tokenizer, text, 4);
  expect(tokens).toBe(tokenizer.encode(text).length);
  expect([text.slice(0, cuts?.first), text.slice(cuts?.last)]).toEqual(["one cat, two", ", three cats"]);
});

test("no cut stands within a character", () => {
  const text = "\u4e2d\u6587\u5b57";
  expect(measureText(tokenizer, text, 4)).toEqual({ tokens: 9, limit: 4, cuts: { first: 1, last: 2 } });
  expect(measureText(tokenizer, text, 2).cuts).toBeNull();
});

test("whatever is left of any text by a cut fits, and is a part of it", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", minLength: 1, maxLength: 80 }).map((text) => text.toWellFormed()),
      fc.integer({ min: 5, max: 20 }),
      (text, limit) => {
        const { tokens, cuts } = measureText(tokenizer, text, limit);
        expect(tokens).toBe(tokenizer.encode(text).length);
        expect(cuts === null).toBe(tokens <= limit);
        const kept = tokens <= limit ? [] : [text.slice(0, cuts?.first), text.slice(cuts?.last)];
        for (const part of kept) {
          expect(part).not.toBe("");
          expect(part.isWellFormed()).toBe(true);
          expect(tokenizer.encode(part).length).toBeLessThanOrEqual(limit);
        }
      },
    ),
  );
});

test("a special token that takes in the spaces beside it leaves no place to cut", () => {
  const added = json.added_tokens.map((token) => ({ ...token, lstrip: true }));
  const encode = createEncoder({ ...json, added_tokens: added });
  const text = "a   <|endoftext|>".repeat(5);
  expect(measureText({ ...tokenizer, encode }, text, 4)).toMatchObject({ limit: 4, cuts: null });
});
