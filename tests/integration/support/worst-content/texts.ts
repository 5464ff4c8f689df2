const characters = 20_000;
const fill = (part: string) => part.repeat(Math.ceil(characters / part.length)).slice(0, characters);

/** Texts as long as one may be sent, of which a tokenizer may make much work. */
export const longTexts: Record<string, string> = {
  words: fill("The dog ran to the park. "),
  "one letter": fill("a"),
  spaces: fill(" "),
  "lines of nothing": fill("\n"),
  "combining marks": fill("e\u0301\u0323"),
  "characters of four bytes": fill("\u{1f408}"),
  "two letters in turn": fill("ab"),
  digits: fill("1234567890"),
  "letters at random": Array.from({ length: characters }, (_, n) =>
    String.fromCharCode(97 + ((Math.imul(n + 1, 2_654_435_761) >>> 27) % 26)),
  ).join(""),
  "punctuation marks": fill("'\"!?.,;:"),
  "special tokens": fill("<|endoftext|>"),
  "almost special tokens": fill("<|endoftext"),
};
