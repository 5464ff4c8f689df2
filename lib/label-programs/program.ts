/*
 * A label as a program: for every token of a text, yes or no, from the tokens up to it. It is read by ./parse-program.ts and
 * answered by ./mark-tokens.ts in time that grows with the text alone; no program can take longer than its bounds below allow.
 */

export type Expression =
  | { is: "or"; of: Expression[] }
  | { is: "and"; of: Expression[] }
  | { is: "not"; of: Expression }
  /** At one of the tokens so many before this one; `to` is null for any that came before. */
  | { is: "before"; from: number; to: number | null; of: Expression }
  /** The token's text is one of these. */
  | { is: "token"; texts: string[] }
  /** The same without space around it and in lower case. */
  | { is: "word"; words: string[] }
  /** A match anywhere in the token's text, or one in the text so far that ends where the token does. */
  | { is: "token-matches"; pattern: string; anyCase: boolean }
  | { is: "text-matches"; pattern: string; anyCase: boolean }
  /** Its place in the window, from 1; `to` is null where there is no end. */
  | { is: "position"; from: number; to: number | null }
  /** The last so many tokens stood there before, in the same order; `within` so many tokens if it is not null. */
  | { is: "repeats"; tokens: number; within: number | null }
  /** The same token stood there before, and after it a token of which this holds. */
  | { is: "followed"; by: Expression };

/** What bounds a program. Characters are UTF-16 code units, states are those of all its patterns. */
export const programBounds = {
  characters: 4_000,
  parts: 200,
  depth: 24,
  texts: 500,
  patternCharacters: 300,
  patternRepeats: 100,
  states: 1_000,
  distance: 100_000,
  repeatedTokens: 8,
} as const;

/** What cannot be read, and where: offsets in UTF-16 code units, `end` not in it. */
export class ProgramError extends Error {
  constructor(
    message: string,
    readonly start: number,
    readonly end: number = start + 1,
  ) {
    super(message);
  }
}
