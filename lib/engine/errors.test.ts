import { expect, test } from "vitest";
import { invalidFile, unsupported } from "./errors";

test.each([
  ["a control character", "x\u001b[2J\n\u009b", "f: x\\u001b[2J\\u000a\\u009b."],
  ["a word of any length", "x".repeat(100_000), `f: ${"x".repeat(997)}….`],
])("what a file says does nothing but stand in the sentence about it: %s", (_, reason, sentence) => {
  expect(invalidFile("f", reason).message).toBe(sentence);
  expect(unsupported("f", reason).message).toBe(sentence);
});
