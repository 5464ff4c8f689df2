/** A prompt of one form as a line, its names marked, and another two in its counterfactual. */
function line(io: string, s: string, [otherIo, otherS]: [string, string]): string {
  const text = (a: string, b: string) =>
    `When [IO:${a}] and [S1:${b}] went to the store, [S2:${b}] gave a drink [END:to]`;
  const counterfactual = text(otherIo, otherS);
  return JSON.stringify({ text: text(io, s), answer: ` ${io}`, distractor: ` ${s}`, counterfactual });
}

/** Three prompts, as families are made of lines. */
export const giftLines = [
  line("Mary", "John", ["Anna", "Tom"]),
  line("Tom", "Lucy", ["Sarah", "Dave"]),
  line("Anna", "Dave", ["Mary", "Tom"]),
].join("\n");
