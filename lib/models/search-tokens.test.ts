import { expect, test } from "vitest";
import { rankTokens } from "./search-tokens";

const texts = ["Mary", " Mary", " mary", " Maryland", "Marya", "\n", " ", "a", "", " Tom"];
const found = (query: string, limit = 20) => rankTokens(texts, query, limit).map(({ text }) => text);

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
