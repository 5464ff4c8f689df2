import { expect, test } from "vitest";
import { fromHex, tokenOfBytes } from "@/lib/tokens/token-text";
import { rankTokens } from "./search-tokens";

const texts = ["Mary", " Mary", " mary", " Maryland", "Marya", "\n", " ", "a", "", " Tom"];
const tokens = new Map(texts.map((text, id) => [id, { text }]));
const found = (query: string, limit = 20) => rankTokens(tokens, query, limit).map(({ text }) => text);

test("the very token comes first, then the same after a space, then other capitals, then what begins so", () => {
  expect(found("Mary")).toEqual(["Mary", " Mary", " mary", "Marya", " Maryland"]);
  expect(found(" Mary")).toEqual([" Mary", " mary", " Maryland"]);
  expect(found("mary")).toEqual([" mary", "Mary", " Mary", "Marya", " Maryland"]);
});

test("space and line break are tokens like any other", () => {
  expect(found("\n")).toEqual(["\n"]);
  expect(found(" ", 1)).toEqual([" "]);
});

test("nothing typed finds nothing, and no more than the limit is found", () => {
  expect(found("")).toEqual([]);
  expect(found("mary", 2)).toHaveLength(2);
});

test("a token of no text is never found", () => {
  expect(found("a")).not.toContain("");
});

test("a character that is several tokens finds them: what it begins with, then its other parts", () => {
  const parts = new Map(
    ["b8", "e4b8", "20e4", "ad", "e5"].map((hex, id) => [id, tokenOfBytes(fromHex(hex))]),
  );
  const ids = (query: string) => rankTokens(parts, query, 20).map(({ id }) => id);
  expect(ids("\u4e2d")).toEqual([1, 2, 0, 3]);
  expect(ids("\u27e8E4 B8\u27e9")).toEqual([1]);
  expect(ids(" \u27e8E4\u27e9")).toEqual([2]);
});
