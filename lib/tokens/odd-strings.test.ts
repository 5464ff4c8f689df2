import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AddedToken } from "./added-tokens";
import { createEncoder } from "./encoder";
import { type NaiveBpe, naiveEncodeText } from "./naive-bpe";
import { tokenizerJsonSchema } from "./tokenizer-json";

const file = path.resolve(import.meta.dirname, "../../models/storybook-4l/tokenizer.json");
const bundled = tokenizerJsonSchema.parse(JSON.parse(readFileSync(file, "utf8")));
const merges = bundled.model.merges.map((merge): [string, string] => {
  const [left = "", right = ""] = typeof merge === "string" ? merge.split(" ") : merge;
  return [left, right];
});

/** Each way in which an added token may be found. */
const added: AddedToken[] = [
  ...bundled.added_tokens,
  { id: 5000, content: "cat", single_word: true },
  { id: 5001, content: "<s>", special: true, lstrip: true },
  { id: 5002, content: "</s>", special: true, rstrip: true },
  { id: 5003, content: "<both>", lstrip: true, rstrip: true, normalized: true },
  { id: 5004, content: "<s><s>", special: true },
  { id: 5005, content: "\ufeffx", single_word: true, normalized: false },
];

function compared(tokens: AddedToken[]) {
  const json = tokenizerJsonSchema.parse({ ...bundled, added_tokens: tokens });
  const bpe: NaiveBpe = { vocab: bundled.model.vocab, merges, added: tokens };
  const encode = createEncoder(json);
  return (text: string) => {
    expect(encode(text), JSON.stringify(text)).toEqual(naiveEncodeText(bpe, text));
  };
}

/** What splits texts: kinds of space, contractions, signs that join, numbers of other scripts, halves of pairs. */
const oddities = [
  ...[
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    "\u0085",
    "\u00a0",
    "\ufeff",
    "\u200b",
    "\u200d",
    "\u2028",
    "\u3000",
    "\u180e",
    "\u001c",
  ],
  ...["'s", "'S", "'ll", "'re", "'", "\u2019s", "don't", "cat", "Cat", "cats", "_cat", "cat\u0301", "cat1"],
  ...["<|endoftext|>", "<|endof", "<s>", "</s>", "<both>", "<s><s>", "\ufeffx", "<s", "s>"],
  ...[
    "\u0663",
    "\u00b2",
    "\u2167",
    "\u0e01\u0e33",
    "\u4e2d\u6587",
    "\u05e9",
    "e\u0301",
    "\u{1d518}",
    "\u{1f469}\u200d\u{1f467}",
  ],
  ...["\ud800", "\udc00", "\0", "\u007f", "\u00ad", "the", "Once upon", "1234", "!?", "..."],
];
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc
    .array(fc.oneof(fc.constantFrom(...oddities), fc.string({ unit: "grapheme", maxLength: 3 })), {
      maxLength: 12,
    })
    .map((parts) => parts.join("")),
);

test("10,000 odd strings have the ids that a byte-level BPE in plain loops gives", {
  timeout: 60_000,
}, () => {
  const same = compared(bundled.added_tokens);
  fc.assert(fc.property(text, same), { numRuns: 5_000, seed: 11 });
  const withAll = compared(added);
  fc.assert(fc.property(text, withAll), { numRuns: 5_000, seed: 12 });
});

const same = compared(bundled.added_tokens);
const pointsBetween = (first: number, end: number) =>
  Array.from({ length: end - first }, (_, i) => String.fromCodePoint(first + i));

test("every code point below U+3000 has the ids that it has there, between letters, between spaces and behind one", () => {
  for (let start = 0; start < 0x3000; start += 64)
    same(
      pointsBetween(start, start + 64)
        .map((point) => `a${point}b ${point} ${point}`)
        .join(" "),
    );
});

test("every code point above has the ids that it has there, three together", () => {
  // Code points of planes without characters are all alike: the last block stands for them.
  const blocks = [
    [0x3000, 0x32000],
    [0xe0000, 0xe0200],
    [0x10ff00, 0x110000],
  ] as const;
  for (const [first, end] of blocks)
    for (let start = first; start < end; start += 48) {
      const points = pointsBetween(start, Math.min(start + 48, end));
      same(points.map((point, i) => (i % 3 === 0 ? ` ${point}` : point)).join(""));
    }
}, 60_000);

test.each([
  ["a cat sat", [5000], "by itself"],
  ["cats", [], "in front of a letter"],
  ["_cat", [], "behind what joins words"],
  ["cat\u0301", [], "with a mark of its own"],
  ["cat.", [5000], "before a sign"],
  ["\u{1d518}cat", [], "behind a letter beyond U+FFFF"],
])("a token that must be a word is found in %j: %j, %s", (string, ids) => {
  const encode = createEncoder(tokenizerJsonSchema.parse({ ...bundled, added_tokens: added }));
  expect(encode(string).filter((id) => id >= 5000)).toEqual(ids);
});
