import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { maxReferenceLength } from "./ledger-words";

/** What comes from outside of the ledger. */

/** A line's number, in the order in which lines were written. */
export const lineId = z
  .string()
  .regex(/^[1-9]\d{0,17}$/, "Give the number of a line.")
  .meta({ examples: ["1"] });

/** Of the last line before the page. */
export const lineCursor = lineId.transform(BigInt);

export const paymentSchema = z.object({
  award: lineId.describe("The line that awarded it, which has to be yours to pay."),
  reference: storableText
    .trim()
    .min(3, "Say how it was paid, so that whoever got it finds it.")
    .max(maxReferenceLength, `Use at most ${maxReferenceLength} characters.`)
    .regex(/^\P{Cc}*$/u, "Use one line.")
    .describe(
      "For you and whom you paid, as the name and date of a transfer. No account numbers, no secrets.",
    )
    .meta({ examples: ["Transfer of 3 December, \u201cbounty, first place\u201d"] }),
});
