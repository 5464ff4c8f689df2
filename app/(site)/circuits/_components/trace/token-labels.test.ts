import { expect, test } from "vitest";
import { byLabel } from "./token-labels";
import { tokenTyped } from "./token-typed";

test("tokens that look alike are told apart by their numbers, and one of no text has its number alone", () => {
  const known = byLabel([
    { id: 1, text: "\ufffd" },
    { id: 2, text: "\ufffd" },
    { id: 3, text: "" },
    { id: 4, text: "a" },
    { id: 4, text: "a" },
  ]);
  expect([...known.keys()]).toEqual(["\ufffd #1", "\ufffd #2", "#3", "a"]);
});

test("what is typed is a label, a number, or a word of those known", () => {
  const known = byLabel([
    { id: 605, text: " Mary" },
    { id: 9, text: " Tom" },
    { id: 13, text: "\n" },
    { id: 20, text: "#1" },
    { id: 4, text: "\ufffd" },
    { id: 5, text: "\ufffd" },
  ]);
  expect(tokenTyped("\u00b7Mary", known)).toBe(605);
  expect(tokenTyped("\u00b7Tom", known)).toBe(9);
  expect(tokenTyped("tom", known)).toBe(9);
  expect(tokenTyped("\u21b5", known)).toBe(13);
  expect(tokenTyped("#12", known)).toBe(12);
  expect(tokenTyped("#1", known)).toBe(20);
  expect(tokenTyped("\ufffd #5", known)).toBe(5);
  expect(tokenTyped("to", known)).toBeNull();
  expect(tokenTyped("", known)).toBeNull();
});
