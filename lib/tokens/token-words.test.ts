import { describe, expect, it } from "vitest";
import { placeTokens, toHex } from "./token-text";
import { bytesMark, isSpecialToken, partWords, tokenLabel, tokenName, tokenParts } from "./token-words";
import { encodeUtf8 } from "./utf8";

const marksOf = (text: string) => tokenParts({ text }).map((part) => part.mark);
const family = "\u{1f468}\u200d\u{1f469}";
/** A text of which each byte is a token. */
const byteTokens = (text: string) =>
  placeTokens(
    Array.from(encodeUtf8(text), (byte) => ({ text: "\ufffd", bytes: toHex(Uint8Array.of(byte)) })),
  );

describe("the parts of a token", () => {
  it("a leading space gets a mark and the word stays whole", () => {
    expect(tokenParts({ text: " Mary" })).toEqual([{ text: " ", mark: "\u00b7" }, { text: "Mary" }]);
  });

  it("line breaks, tabs and characters without width are all seen", () => {
    expect(marksOf("\n\t\u200b\u202e")).toEqual(["\u21b5", "\u2192", "U+200B", "U+202E"]);
  });

  it("joined are its text", () => {
    for (const text of [" a  b\n", "\u00e9\u{1f600}\u{1f468}\u200d\u{1f469}", "\ufffd", "", "\u0627\u0644"]) {
      const parts = tokenParts({ text });
      expect(parts.map((part) => part.text).join("")).toBe(text);
    }
  });

  it("emoji and combining characters are left as they are", () => {
    const text = `${family}e\u0301`;
    expect(tokenParts({ text })).toEqual([{ text }]);
  });

  it("of all tokens of a text, joined are the text, also where tokens are parts of characters", () => {
    const text = `\u4e2d\u0639${family}`;
    const parts = byteTokens(text).flatMap(tokenParts);
    expect(parts.map((part) => part.text).join("")).toBe(text);
  });

  it("bytes show as what they are, and the character at the token that completes it", () => {
    expect(byteTokens("\u4e2d").map(tokenParts)).toEqual([
      [{ text: "", mark: "\u27e8E4\u27e9" }],
      [{ text: "", mark: "\u27e8B8\u27e9" }],
      [{ text: "", mark: "\u27e8AD\u27e9" }, { text: "\u4e2d" }],
    ]);
    const [, , joiner] = byteTokens("\u200d").map(tokenParts);
    expect(joiner?.at(-1)).toEqual({ text: "\u200d", mark: "U+200D" });
  });

  it("whole characters beside bytes stay text", () => {
    const [first, second] = placeTokens([
      { text: " \ufffd", bytes: "20e4b8" },
      { text: "\ufffda", bytes: "ad61" },
    ]);
    expect(first && tokenParts(first)).toEqual([
      { text: " ", mark: "\u00b7" },
      { text: "", mark: "\u27e8E4 B8\u27e9" },
    ]);
    expect(second && tokenParts(second)).toEqual([
      { text: "", mark: "\u27e8AD\u27e9" },
      { text: "\u4e2d" },
      { text: "a" },
    ]);
  });
});

describe("a token in words", () => {
  it("the model's own tokens are told from text", () => {
    expect(["<|endoftext|>", "<|", " <|x|>"].map(isSpecialToken)).toEqual([true, false, false]);
  });

  it("a token's name quotes it", () => {
    expect(tokenName({ text: " Mary" })).toBe("\u201c Mary\u201d");
    expect(tokenName({ text: "\n" })).toBe("\u201c\u21b5\u201d");
    expect(tokenName(undefined)).toBe("an empty token");
  });

  it("a token that is a part of a character says of which, and which part", () => {
    const [first] = byteTokens("\u4e2d");
    expect(tokenName(first)).toBe("\u201c\u27e8E4\u27e9\u201d (byte 1 of 3 of \u4e2d)");
    expect(byteTokens("\u200d").map(partWords)[1]).toBe("byte 2 of 3 of U+200D");
    const [long] = placeTokens([
      { text: "\ufffd", bytes: "f09f91" },
      { text: "\ufffd", bytes: "a8" },
    ]);
    expect(long && partWords(long)).toBe("bytes 1 to 3 of 4 of \u{1f468}");
  });

  it("a label shows bytes and unseen characters, and nothing of the neighbours", () => {
    expect(byteTokens("\u0639").map(tokenLabel)).toEqual(["\u27e8D8\u27e9", "\u27e8B9\u27e9"]);
    expect(tokenLabel({ text: " \ufffd", bytes: "20e2" })).toBe("\u00b7\u27e8E2\u27e9");
    expect(bytesMark("e4b8")).toBe("\u27e8E4 B8\u27e9");
  });
});
