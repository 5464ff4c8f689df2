import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { parseProgram } from "./parse-program";
import { printProgram } from "./print-program";
import { ProgramError, programBounds } from "./program";

/** A program as it comes from outside, brought into its one form; what cannot be read is refused with its place. */
export const labelProgram = storableText.transform((source, context) => {
  try {
    const printed = printProgram(parseProgram(source));
    if (printed.length <= 2 * programBounds.characters) return printed;
    context.addIssue({ code: "custom", message: "Written out, this program is too long. Say less." });
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    context.addIssue({ code: "custom", message: `${placeIn(source, error.start)}: ${error.message}` });
  }
  return z.NEVER;
});

/** Where an offset is, as an editor counts. */
export function placeIn(source: string, offset: number): string {
  const before = source.slice(0, offset);
  const line = before.split("\n").length;
  return `Line ${line}, character ${offset - before.lastIndexOf("\n")}`;
}
