import { expect, test } from "vitest";
import { labelText } from "./label-schemas";
import { wordDiff } from "./word-diff";
import { normalWording, tidyLabel } from "./wording";

test.each([
  ["Names, after a comma.", "names after a comma"],
  ["\u201cNAMES\u201d \u2014 after  a comma", "names after a comma"],
  ["\uff2e\uff41\uff4d\uff45\uff53 after a comma", "names after a comma"],
])("%s says %s", (text, normal) => {
  expect(normalWording(text)).toBe(normal);
});

test("other words, other letters and other digits say something else", () => {
  const said = [
    "names after a comma",
    "names before a comma",
    "name after a comma",
    "n\u00e4mes after a comma",
    "names after 2 commas",
  ];
  expect(new Set(said.map(normalWording)).size).toBe(said.length);
});

test("what normalWording makes of a text stays as it is", () => {
  for (const text of ["A  b\nC", "x".repeat(500), "\u{1f600} smile", "\ufb01rst"])
    expect(normalWording(normalWording(text))).toBe(normalWording(text));
});

test("a label is tidied before it is measured", () => {
  expect(labelText.parse("  a\n\tname  ")).toBe("a name");
  expect(tidyLabel("e\u0301t\u00e9")).toBe("\u00e9t\u00e9");
  expect(labelText.safeParse(` ${"x ".repeat(200)}`).success).toBe(false);
});

test("a word diff puts together to both texts", () => {
  const [before, after] = ["reads the last name", "reads each name, twice"];
  const parts = wordDiff(before, after);
  const without = (left: string) =>
    parts
      .filter(({ is }) => is !== left)
      .map(({ text }) => text)
      .join("");
  expect(without("added")).toBe(before);
  expect(without("removed")).toBe(after);
});

test("texts of which nearly every word is another are told whole, as one that went and one that came", () => {
  const words = (letter: string, n: number) => Array.from({ length: n }, (_, i) => `${letter}${i}`).join(" ");
  const [before, after] = [words("a", 300), words("b", 300)];
  expect(wordDiff(before, after)).toEqual([
    { text: before, is: "removed" },
    { text: after, is: "added" },
  ]);
  expect(wordDiff("", after)).toEqual([{ text: after, is: "added" }]);
  // Of long texts with few changes it is still told which.
  expect(wordDiff(before, before.replace("a7 ", "c7 ")).filter(({ is }) => is !== "same")).toEqual([
    { text: "a7", is: "removed" },
    { text: "c7", is: "added" },
  ]);
});
