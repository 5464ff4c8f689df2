import { z } from "zod";

/** Whether PostgreSQL can keep a text as it is: valid Unicode without NUL. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

export const unstorable = "This holds characters that are no valid Unicode text. Remove them and try again.";

/** A text as it may stand in a column. */
export const storableText = z.string().refine(isStorable, unstorable);

/** The same text with a mark in place of what PostgreSQL cannot keep. */
export function toStorable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}
