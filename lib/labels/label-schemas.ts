import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { labelProgram } from "@/lib/label-programs/program-schema";
import { labelLengths, labelSides, maxPinned, maxRationale, maxVoteWords, voteReasons } from "./label-words";
import { normalWording, tidyLabel } from "./wording";

/** What comes from outside of labels. Schemas alone, so that the browser's code may import them. */

export const labelSide = z.enum(labelSides);

/** Characters that are not seen, or turn others around: a label is read beside others' in one line. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/u;

export const labelText = storableText
  .transform(tidyLabel)
  .refine((text) => !unseen.test(text), "A label is plain text: remove what cannot be seen.")
  .refine((text) => [...text].length >= labelLengths.min, `Use at least ${labelLengths.min} characters.`)
  .refine((text) => [...text].length <= labelLengths.max, `Use at most ${labelLengths.max} characters.`)
  .refine((text) => normalWording(text).length >= 2, "Say it with letters or digits.");

/** An example of the feature, as its page names it. */
const pinnedExample = z.object({
  corpus: z.uuid().describe("The index that read it."),
  window: z.number().int().min(0).max(2_147_483_647),
  position: z.number().int().min(0).max(1_000_000),
});
export type PinnedExample = z.infer<typeof pinnedExample>;

export const labelEvidence = z.object({
  examples: z.array(pinnedExample).max(maxPinned.examples, "Pin at most 12 examples."),
  circuits: z.array(z.uuid()).max(maxPinned.circuits, "Pin at most 8 circuits."),
});
export type LabelEvidence = z.infer<typeof labelEvidence>;

/** What a proposal says. */
export const labelContent = z.object({
  text: labelText,
  rationale: storableText.trim().max(maxRationale, "The rationale has at most 2,000 characters.").default(""),
  evidence: labelEvidence.default({ examples: [], circuits: [] }),
  program: labelProgram
    .nullable()
    .optional()
    .describe(
      "The same as a program, in the language that the guide explains. Null for none; what is left out stays as it is.",
    ),
});
export type LabelContent = z.infer<typeof labelContent>;

export const labelVote = z
  .object({
    wording: z.number().int().min(1).describe("Of the proposal as it was seen."),
    value: z.union([z.literal(1), z.literal(-1)]).describe("1 for it, -1 against it."),
    reason: z.enum(voteReasons).nullable().default(null),
    words: storableText
      .trim()
      .max(maxVoteWords, "Use at most 400 characters.")
      .transform((words) => words || null)
      .nullable()
      .default(null),
  })
  .refine(({ value, reason }) => value === 1 || reason !== null, {
    path: ["reason"],
    message: "Say what is wrong with it.",
  })
  .refine(({ reason, words }) => reason !== "other" || words !== null, {
    path: ["words"],
    message: "Say in a few words what is wrong with it.",
  });
export type LabelVoteInput = z.infer<typeof labelVote>;
