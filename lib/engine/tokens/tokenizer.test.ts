import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { textOfTokens } from "@/lib/tokens/token-text";
import { gpt2 } from "../architectures/gpt2";
import { openModelFolder, resolveModelFile } from "../weights/model-folder";
import { openTokenizer } from "./tokenizer";

const folder = openModelFolder(path.resolve(import.meta.dirname, "../../../models/storybook-4l"));
const config = gpt2.readConfig(resolveModelFile(folder, "config.json"));
const tokenizer = openTokenizer(resolveModelFile(folder, "tokenizer.json"), {
  ...config,
  contextLength: 5_000,
});
const ordinary = openTokenizer(resolveModelFile(folder, "tokenizer.json"), config);

const texts = (text: string) => tokenizer.tokenize(text).map((token) => token.text);
const ids = (text: string) => tokenizer.tokenize(text).map(({ id }) => id);

test("the beginning-of-text token stands in front, also of a text that begins with it", () => {
  expect(texts("The cat")).toEqual(["<|endoftext|>", "The", " cat"]);
  expect(ids("<|endoftext|>The")).toEqual([4095, 4095, 427]);
});

test("a text that brings its own beginning-of-text token can be taken as it is written", () => {
  const asWritten = (text: string) => tokenizer.tokenize(text, { asWritten: true }).map(({ id }) => id);
  expect(asWritten("<|endoftext|>The")).toEqual([4095, 427]);
  expect(asWritten("<|endoftext|><|endoftext|>The")).toEqual([4095, 4095, 427]);
  expect(asWritten("The")).toEqual([4095, 427]);
  expect(asWritten("<|endoftext|>")).toEqual([4095]);
});

test("a special token written in the text is taken as that token", () => {
  expect(texts("a<|endoftext|>b")).toEqual(["<|endoftext|>", "a", "<|endoftext|>", "b"]);
});

test("whitespace is text: it is kept as it is", () => {
  expect(texts("   ").join("")).toBe("<|endoftext|>   ");
  expect(texts("\n\t\r\n").join("")).toBe("<|endoftext|>\n\t\r\n");
});

test("a lone surrogate becomes the replacement character's bytes", () => {
  expect(ids("\ud800")).toEqual(ids("\ufffd"));
  expect(ids("a\udc00b")).toEqual(ids("a\ufffdb"));
});

test.each(["a\0b", "👩‍👩‍👧‍👦", "שלום עולם", "e\u0301\u0323\u0300", "\u202eevil", "\ufeffbom", "ﷺ", "𝔘𝔫𝔦"])(
  "%j is encoded without loss",
  (text) => {
    expect(textOfTokens(tokenizer.tokenize(text).slice(1))).toBe(text);
  },
);

test("any text is encoded without loss", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 200 }), (text) => {
      expect(textOfTokens(tokenizer.tokenize(text).slice(1))).toBe(text);
    }),
  );
});

test("bytes that are only a part of a character are told beside the replacement character", () => {
  expect(tokenizer.tokenize("a\u00e9").slice(1)).toEqual([
    { position: 1, id: 97, text: "a" },
    expect.objectContaining({ text: "\ufffd", bytes: "c3" }),
    expect.objectContaining({ text: "\ufffd", bytes: "a9" }),
  ]);
});

test("an empty text is refused", () => {
  expect(() => ordinary.tokenize("")).toThrow("The text is empty. Write at least one character.");
});

test("as many tokens as fit are accepted; one more is refused with both counts", () => {
  expect(ordinary.tokenize(" cat".repeat(127))).toHaveLength(128);
  expect(() => ordinary.tokenize(" cat".repeat(128))).toThrow(
    "The text has 128 tokens, and 127 fit. Shorten it.",
  );
});

test("a huge text is refused from its length alone, with a count that is surely too low", () => {
  const text = "the cat sat. ".repeat(1_000_000);
  expect(() => ordinary.tokenize(text)).toThrow(
    /^The text has at least [\d,]+ tokens, and 127 fit\. Shorten it\.$/,
  );
});
