import { AppError } from "@/lib/errors";

/** More characters than any model here can take as tokens; what fits exactly is for the tokenizer to say. */
export const maxTextLength = 20_000;

/** Refuses what cannot be a prompt, with a sentence for the reader. Returns the text unchanged. */
export function checkText(text: string): string {
  const problem = textProblem(text);
  if (problem) throw new AppError("invalid-input", problem, { fields: { text: problem } });
  return text;
}

function textProblem(text: string): string | null {
  if (text.length === 0) return "Write a text first: a sentence or two is a good start.";
  if (text.length > maxTextLength) {
    return `The text has ${text.length.toLocaleString("en")} characters; at most ${maxTextLength.toLocaleString("en")} can be sent.`;
  }
  if (text.includes("\0"))
    return "The text holds a NUL character (U+0000), which cannot be stored. Remove it and try again.";
  if (!text.isWellFormed()) {
    return "The text holds half of a surrogate pair, so it is not valid Unicode. Copy it again from where it came.";
  }
  return null;
}
