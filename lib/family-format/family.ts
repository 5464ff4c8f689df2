import { z } from "zod";
import { nameSchema, ruleSchema } from "./counterfactual-rule";
import { familyLimits } from "./limits";
import { wordField } from "./marked-text";
import { sound } from "./sound-text";

/** `circuit-commons/family@1`: prompts that ask a model the same thing in many ways (docs/formats.md, "A family of prompts"). */
export const familyFormat = "circuit-commons/family@1";

const {
  maxTemplates,
  maxPrompts,
  maxTextLength,
  maxLists,
  maxWords,
  maxWordLength,
  maxFields,
  maxRoles,
  maxRules,
  maxTitleLength,
  maxDescriptionLength,
} = familyLimits;

const many = (count: number) => count.toLocaleString("en");
const wordSchema = sound(
  z.string().min(1, "an empty word").max(maxWordLength, `a word has at most ${maxWordLength} characters`),
);

const fieldsSchema = z
  .record(nameSchema, wordSchema)
  .refine((fields) => Object.keys(fields).length <= maxFields, `a word has at most ${maxFields} fields`)
  .refine((fields) => Object.hasOwn(fields, wordField), `the word itself stands in the field "${wordField}"`);
const entrySchema = z.union([wordSchema, fieldsSchema], {
  error: `a word is a text of 1 to ${maxWordLength} characters, or fields of such texts, one of them "${wordField}"`,
});
export type WordEntry = z.infer<typeof entrySchema>;

const textSchema = sound(
  z
    .string()
    .min(1, "the text is empty")
    .max(maxTextLength, `a text has at most ${many(maxTextLength)} characters`),
);
const tokenTextSchema = sound(z.string().min(1, "an empty token").max(200));

export const templateSchema = z.strictObject({
  name: sound(z.string().trim().min(1, "the template has no name").max(60)),
  /** Templates of one variant say the same in other words: each is a paraphrase of the others. */
  variant: sound(z.string().trim().max(60)).default(""),
  text: textSchema,
  /** What the model should say next, with the space in front of it. One token. */
  answer: tokenTextSchema,
  /** What it should not say: the other token of a logit difference. */
  distractor: tokenTextSchema.nullable().default(null),
  /** A counterfactual written out, with the same marks; it goes before every rule. */
  counterfactual: textSchema.nullable().default(null),
});
export type Template = z.infer<typeof templateSchema>;

export const roleSchema = z.strictObject({
  name: nameSchema,
  /** What plays it, in words. */
  says: sound(z.string().trim().max(200)).default(""),
  /** Whether it must be one token of the model. */
  oneToken: z.boolean().default(false),
  /** Whether every prompt has it. */
  everywhere: z.boolean().default(true),
});
export type Role = z.infer<typeof roleSchema>;

export const familySchema = z
  .strictObject({
    format: z.literal(familyFormat, { error: `the format is not ${familyFormat}` }),
    title: sound(z.string().trim().min(1, "the family has no title").max(maxTitleLength)),
    description: sound(z.string().trim().max(maxDescriptionLength)).default(""),
    roles: z.array(roleSchema).max(maxRoles, `a family has at most ${maxRoles} roles`),
    words: z
      .record(
        nameSchema,
        z
          .array(entrySchema)
          .min(1, "the list has no word")
          .max(maxWords, `a list has at most ${many(maxWords)} words`),
      )
      .refine((lists) => Object.keys(lists).length <= maxLists, `a family has at most ${maxLists} lists`)
      .default({}),
    templates: z
      .array(templateSchema)
      .min(1, "the family has no template")
      .max(maxTemplates, `a family has at most ${many(maxTemplates)} templates`),
    counterfactuals: z
      .array(ruleSchema)
      .max(maxRules, `a family has at most ${maxRules} rules for counterfactuals`)
      .default([]),
    /** How many prompts are made of each template that has slots. */
    draws: z
      .number()
      .int("draws is a whole number")
      .min(1, "draws is at least 1")
      .max(maxPrompts, `a family has at most ${many(maxPrompts)} prompts`)
      .default(20),
    /** Which words are drawn, and which prompts are held out. */
    seed: z
      .number()
      .int("the seed is a whole number")
      .min(0, "the seed is 0 or more")
      .max(0xffffffff)
      .default(1),
    /** How many of a hundred prompts are held out. */
    heldOutPercent: z.number().int("heldOutPercent is a whole number").min(0).max(90).default(50),
  })
  .meta({ id: "Family" });
export type Family = z.infer<typeof familySchema>;
/** As a person may write it, without what has a default. */
export type WrittenFamily = z.input<typeof familySchema>;
