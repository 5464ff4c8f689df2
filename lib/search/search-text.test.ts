import { describe, expect, test } from "vitest";
import { readSearchText, withWord, wordsOf, writeSearchText } from "./search-text";

describe("what is looked for", () => {
  test("is its words, phrases in quotes, and the beginning of the last word", () => {
    expect(readSearchText('Induction "after a Name" hea')).toEqual({
      terms: ["induction", "after a name"],
      begins: "hea",
    });
    expect(readSearchText("a name ")).toEqual({ terms: ["a", "name"], begins: null });
    expect(readSearchText('heads "a name"')).toEqual({ terms: ["heads", "a name"], begins: null });
    expect(readSearchText("“curly quotes”")).toEqual({ terms: ["curly quotes"], begins: null });
  });

  test("with a quote that is not closed is words", () => {
    expect(readSearchText('"not closed')).toEqual({ terms: ["not"], begins: "closed" });
    expect(readSearchText('""""')).toEqual({ terms: [], begins: null });
  });

  test.each(["", "   ", "!?.,;:-_'()&|*<>\\", '"..."'])("is nothing in %j", (text) => {
    expect(readSearchText(text)).toEqual({ terms: [], begins: null });
  });

  test.each([
    ['\'; DROP TABLE "User"; --', { terms: ["drop", "table", "user"], begins: null }],
    ["a:* & !b | c <-> d", { terms: ["a", "b", "c", "d"], begins: null }],
    ["Привет МИР", { terms: ["привет"], begins: "мир" }],
    ["中文句子", { terms: ["中文句子"], begins: null }],
    ["مرحبا", { terms: [], begins: "مرحبا" }],
    ["😀", { terms: ["😀"], begins: null }],
  ])("is read from %s", (text, read) => {
    expect(readSearchText(text)).toEqual(read);
  });

  test("is twelve words at most", () => {
    expect(wordsOf(readSearchText("word ".repeat(80)))).toHaveLength(12);
    expect(wordsOf(readSearchText("x".repeat(400)))).toHaveLength(1);
  });

  test("is written as it is read", () => {
    for (const text of ['induction "after a name" hea', '"only a phrase"', "words"])
      expect(writeSearchText(readSearchText(text))).toBe(text);
    const better = withWord(readSearchText('"inducton heads" inducton'), "inducton", "induction");
    expect(writeSearchText(better)).toBe('"induction heads" induction');
  });
});
