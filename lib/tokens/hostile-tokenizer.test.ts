import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createEncoder } from "./encoder";
import { tokenizerJsonSchema } from "./tokenizer-json";
import { readVocabulary } from "./vocabulary";

const file = path.resolve(import.meta.dirname, "../../models/storybook-4l/tokenizer.json");
const written = JSON.parse(readFileSync(file, "utf8"));
const text = "When Mary and John went to the store, John gave a drink to Mary.";
const ordinary = createEncoder(tokenizerJsonSchema.parse(written))(text);

test("what a file does to tokens once they are found repeats none of them", () => {
  const twice = {
    type: "TemplateProcessing",
    single: [sequence(), sequence()],
    pair: [],
    special_tokens: {},
  };
  const post_processor = { type: "Sequence", processors: Array.from({ length: 20 }, () => twice) };
  expect(createEncoder(tokenizerJsonSchema.parse({ ...written, post_processor }))(text)).toEqual(ordinary);
});

function sequence() {
  return { Sequence: { id: "A", type_id: 0 } };
}

test.each([
  ["a long added token", { added_tokens: [{ id: 0, content: "x".repeat(201) }] }, "at most 200 characters"],
  [
    "too many added tokens",
    { added_tokens: Array.from({ length: 100_001 }, () => 0) },
    "at most 100000 are read",
  ],
  ["added tokens that are no list", { added_tokens: {} }, "at most 100000 are read"],
  ["merges of no pairs", { model: { ...written.model, merges: [["a"]] } }, "it must be a list of pairs"],
  ["merges that are no list", { model: { ...written.model, merges: {} } }, "it must be a list of pairs"],
  [
    "ids that are none",
    { model: { ...written.model, vocab: { a: -1 } } },
    "it must name the id of each token",
  ],
  ["a list of tokens", { model: { ...written.model, vocab: ["a"] } }, "it must name the id of each token"],
])("%s are refused in a word", (_, change, sentence) => {
  const { error } = tokenizerJsonSchema.safeParse({ ...written, ...change });
  expect(error?.issues.map(({ message }) => message)).toContainEqual(expect.stringContaining(sentence));
});

test("a million of what is wrong is one thing that is wrong", () => {
  const model = { type: "BPE", vocab: {}, merges: Array.from({ length: 1_000_000 }, () => 0) };
  expect(tokenizerJsonSchema.safeParse({ ...written, model }).error?.issues).toHaveLength(1);
});

test("a mark behind the parts of a word is refused as one before them is", () => {
  const model = { ...written.model, continuing_subword_suffix: "##" };
  expect(() => readVocabulary(tokenizerJsonSchema.parse({ ...written, model }))).toThrow("not supported");
});
