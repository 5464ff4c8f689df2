import { expect, test } from "vitest";
import { joinUnread, nothingUnread, shownOptions, unreadOptionsSchema, unreadWords } from "./unread-options";

test("a few names are told whole, in their order", () => {
  expect(shownOptions([])).toEqual(nothingUnread);
  expect(unreadWords(nothingUnread)).toEqual([]);
  expect(unreadWords(shownOptions(["foo"]))).toEqual([
    "Not read, since this project does not know it: “foo”.",
  ]);
  expect(unreadWords(shownOptions(["foo", "metadata.bar"]))).toEqual([
    "Not read, since this project does not know them: “foo”, “metadata.bar”.",
  ]);
});

test.each<[string, string, string]>([
  ["HTML, which is text on every page", "<script>alert(1)</script>", "<script>alert(1)</script>"],
  ["what ends a line or acts on a terminal", "a\n\u001b[31m\u0000b", "a\\u{a}\\u{1b}[31m\\u{0}b"],
  ["what turns the direction of text", "a\u202eb\u2066c\u2028d", "a\\u{202e}b\\u{2066}c\\u{2028}d"],
  ["half a character, which a database refuses", "\ud800a", "\\u{d800}a"],
  ["10 MB", "x".repeat(10_000_000), `${"x".repeat(60)}…`],
  ["10 MB of what is spelled out", "\u0001".repeat(10_000_000), `${"\\u{1}".repeat(60)}…`],
  ["characters of two units each", "😀".repeat(61), `${"😀".repeat(60)}…`],
])("a hostile name is shown as text and no longer than one reads: %s", (_, name, shown) => {
  expect(shownOptions([name]).names).toEqual([shown]);
  expect(shown.isWellFormed()).toBe(true);
});

test("of many, ten are told, and that there are others", () => {
  const many = Array.from({ length: 100_000 }, (_, i) => `option_${i}`);
  const shown = shownOptions(many);
  expect(shown).toEqual({ names: many.slice(0, 10), others: true });
  expect(unreadOptionsSchema.parse(shown)).toEqual(shown);
  expect(unreadWords(shown).join()).toMatch(/“option_9” and others\.$/);
  expect(shownOptions(many.slice(0, 10)).others).toBe(false);
});

test("of several dictionaries each name is told once", () => {
  const [one, other] = [shownOptions(["a", "b"]), shownOptions(["b", "c"])];
  expect(joinUnread([one, nothingUnread, other])).toEqual({ names: ["a", "b", "c"], others: false });
  const ten = shownOptions(Array.from({ length: 10 }, (_, i) => `option_${i}`));
  expect(joinUnread([ten, one])).toEqual({ names: ten.names, others: true });
  expect(joinUnread([])).toEqual(nothingUnread);
});
