import { describe, expect, it } from "vitest";
import { isSpecialToken, tokenName, tokenParts } from "./token-words";

describe("token marks", () => {
  it("a leading space gets a mark and the word stays whole", () => {
    expect(tokenParts(" Mary")).toEqual([{ text: " ", mark: "\u00b7" }, { text: "Mary" }]);
  });

  it("line breaks, tabs and characters without width are all seen", () => {
    expect(tokenParts("\n\t\u200b\u202e").map((part) => part.mark)).toEqual([
      "\u21b5",
      "\u2192",
      "U+200B",
      "U+202E",
    ]);
  });

  it("the parts of any token joined are the token", () => {
    for (const text of [" a  b\n", "\u00e9\u{1f600}\u{1f468}\u200d\u{1f469}", "\ufffd", "", "\u0627\u0644"])
      expect(
        tokenParts(text)
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
  });

  it("emoji and combining characters are left as they are", () => {
    expect(tokenParts("\u{1f468}\u200d\u{1f469}e\u0301")).toEqual([
      { text: "\u{1f468}\u200d\u{1f469}e\u0301" },
    ]);
  });

  it("the model's own tokens are told from text", () => {
    expect([isSpecialToken("<|endoftext|>"), isSpecialToken("<|"), isSpecialToken(" <|x|>")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("a token's name quotes it", () => {
    expect(tokenName(" Mary")).toBe("\u201c Mary\u201d");
    expect(tokenName("\n")).toBe("\u201c\u21b5\u201d");
  });
});
