import { z } from "zod";

/*
 * What of MathML a write-up may hold. Nothing that leads anywhere, runs, is styled, or is larger or further away than a
 * formula's parts are: what is not listed is not stored.
 */

export const mathTags = [
  ...["math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "mpadded"],
  ...["msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts"],
  ...["mtable", "mtr", "mtd", "mphantom"],
] as const;

/** Looks of formulas that MathML has no attribute for, as `findings.css` draws them. */
export const mathLooks = [
  ...["overline", "underline", "left", "right", "rule-left", "rule-right", "rule-top", "rule-bottom"],
] as const;

const truth = z.enum(["true", "false"]);
/** At most ten of the letters' height. */
const length = z.string().regex(/^(10|\d)?(\.\d{1,5})?(em|ex|px|pt)?$/);
/** To the left and upward a space only brings neighbours together. */
const space = z.union([length, z.string().regex(/^-0?\.\d{1,5}em$/)]);

export const mathAttributesSchema = z.strictObject({
  display: z.literal("block").optional(),
  displaystyle: truth.optional(),
  scriptlevel: z
    .string()
    .regex(/^\+?[0-2]$/)
    .optional(),
  form: z.enum(["prefix", "infix", "postfix"]).optional(),
  mathvariant: z.literal("normal").optional(),
  fence: truth.optional(),
  separator: truth.optional(),
  stretchy: truth.optional(),
  symmetric: truth.optional(),
  largeop: truth.optional(),
  movablelimits: truth.optional(),
  accent: truth.optional(),
  accentunder: truth.optional(),
  linethickness: length.optional(),
  minsize: length.optional(),
  maxsize: length.optional(),
  width: space.optional(),
  height: length.optional(),
  depth: length.optional(),
  lspace: space.optional(),
  rspace: space.optional(),
});
export type MathAttributes = z.infer<typeof mathAttributesSchema>;
