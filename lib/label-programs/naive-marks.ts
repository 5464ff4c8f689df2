import { asWord } from "./parse-program";
import type { Expression } from "./program";

/**
 * What a program says of a text, by the definition of each of its words and nothing else: token by token, with the language's own
 * regular expressions. The same as ./mark-tokens.ts in more time; tests compare the two. Tokens are whole characters here.
 */
export function naiveMarks(program: Expression, tokens: readonly string[]): number[] {
  return tokens.map((_, t) => (t > 0 && holds(program, tokens, t) ? 1 : 0));
}

function holds(program: Expression, tokens: readonly string[], t: number): boolean {
  const here = tokens[t] ?? "";
  switch (program.is) {
    case "and":
      return program.of.every((part) => holds(part, tokens, t));
    case "or":
      return program.of.some((part) => holds(part, tokens, t));
    case "not":
      return !holds(program.of, tokens, t);
    case "before":
      return tokens.some(
        (_, s) =>
          s >= 1 && t - s >= program.from && t - s <= (program.to ?? t) && holds(program.of, tokens, s),
      );
    case "followed":
      return tokens.some((token, s) => s >= 1 && s < t && token === here && holds(program.by, tokens, s + 1));
    case "token":
      return program.texts.includes(here);
    case "word":
      return program.words.includes(asWord(here));
    case "token-matches":
      return new RegExp(program.pattern, program.anyCase ? "iu" : "u").test(here);
    case "text-matches":
      return (
        here !== "" &&
        new RegExp(`(?:${program.pattern})$`, program.anyCase ? "iu" : "u").test(
          tokens.slice(1, t + 1).join(""),
        )
      );
    case "position":
      return t >= program.from && t <= (program.to ?? t);
    case "repeats": {
      const last = (end: number) => JSON.stringify(tokens.slice(end - program.tokens + 1, end + 1));
      return tokens.some(
        (_, s) =>
          s >= program.tokens &&
          s < t &&
          t - s <= (program.within ?? t) &&
          t >= program.tokens &&
          last(s) === last(t),
      );
    }
  }
}
