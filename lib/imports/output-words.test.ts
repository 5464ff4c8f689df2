import { expect, test } from "vitest";
import { outputText } from "./output-words";

test.each([
  ['Output " Paris" (p=0.700)', " Paris"],
  ['output: " Paris" (p=0.700)', " Paris"],
  ['Logit "3" (p=0.750)', "3"],
  ['Output "a" or "b" (p=1)', 'a" or "b'],
  ['Output "\n" (p=1.2e-05)', "\n"],
  ['Output "x" (p=?)', "x"],
  ["Paris", null],
  ['Output "x"', null],
  ["token 5", null],
])("%j is called %j", (words, text) => {
  expect(outputText(words)).toBe(text);
});
