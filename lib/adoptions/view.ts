import { z } from "zod";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { storableText } from "@/lib/db/storable-text";

/** What an administrator asks to be adopted, and what came of it. Schemas alone, so that the browser's code may import them. */

export const maxSourceLength = 300;
export const maxDictionarySources = 20;
/** Of other names of a model. */
const maxNames = 10;

const source = storableText
  .trim()
  .min(1, "Name a known model, hub:owner/name, or a folder.")
  .max(maxSourceLength, `Use at most ${maxSourceLength} characters.`)
  .regex(/^\P{Cc}*$/u, "Write it in one line.");

export const newAdoptionSchema = z.object({
  source: source.describe(
    "A model that is known by name, `hub:owner/name@revision`, or a folder below the one that the operator allows.",
  ),
  dictionaries: z
    .array(source)
    .max(maxDictionarySources, `Name at most ${maxDictionarySources}.`)
    .default([])
    .describe("The same of dictionaries, or known releases. With none, a known model comes with its own."),
  name: z
    .string()
    .trim()
    .regex(
      /^(?:[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?)?$/,
      "Use lower-case letters, digits, dots and hyphens, 64 at most.",
    )
    .default("")
    .describe("What to call the model; by default as its source is called."),
  processing: storableText
    .trim()
    .max(100)
    .regex(
      /^(?:all|none|(?:fold_ln|fold_value_biases|center_writing_weights)(?:, ?(?:fold_ln|fold_value_biases|center_writing_weights))*)?$/,
      "Write all, none, or some of fold_ln, fold_value_biases, center_writing_weights with commas.",
    )
    .default("")
    .describe(
      "What was done to the model that the dictionaries were trained on, where their files do not say: recorded as the word of whoever adopts it.",
    ),
  knownAs: z
    .array(
      storableText
        .trim()
        .min(1, "Write a name.")
        .max(200)
        .regex(/^\P{Cc}*$/u, "Write it in one line."),
    )
    .max(maxNames, `Name at most ${maxNames}.`)
    .default([])
    .describe("By which names the files of dictionaries call the model, beside its own."),
  licence: storableText
    .trim()
    .max(100, "Use at most 100 characters.")
    .regex(/^\P{Cc}*$/u, "Write it in one line.")
    .default("")
    .describe("Of the model, where its card does not state it."),
});
export type NewAdoption = z.output<typeof newAdoptionSchema>;

export const askedAdoptionSchema = z.object({
  id: z.uuid(),
  isNew: z.boolean().describe("False where the same is being adopted already, or is begun again."),
});

/** What came of one. */
export const adoptionOutcomeSchema = z.object({
  name: z.string(),
  checksum: z.string(),
  sets: z.array(
    z.object({
      kind: z.enum(dictionaryKinds),
      name: z.string(),
      layers: z.number().int(),
      /** Null where it was not measured. */
      fits: z.boolean().nullable(),
      /** What does not fit, and which reading would. */
      sentences: z.array(z.string()),
      /** Processings that what was measured does not tell from the one in use. */
      undecided: z.array(z.string()).default([]),
      /** Of which of its dictionaries nothing was measured, and why. */
      unmeasured: z.array(z.string()).default([]),
      /** What the files of its dictionaries have that is not read and that nobody knows. */
      unread: z.array(z.string()).default([]),
    }),
  ),
});
export type AdoptionOutcome = z.output<typeof adoptionOutcomeSchema>;
