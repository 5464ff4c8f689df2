import { z } from "zod";
import { metrics } from "@/lib/evidence-format/evaluation";
import { familyParts } from "@/lib/family-format/choose-prompts";
import { familyLimits } from "@/lib/family-format/limits";
import { sound } from "@/lib/family-format/sound-text";
import { writtenInterventionSchema } from "./intervention";
import { experimentLimits } from "./limits";

/** `circuit-commons/experiment@1`: what is asked of a model over a family, before it is computed (docs/formats.md, "An experiment"). */
export const experimentFormat = "circuit-commons/experiment@1";

const {
  maxConditions,
  maxInterventions,
  maxTitleLength,
  maxDescriptionLength,
  maxHypothesisLength,
  maxConditionNameLength,
  maxFileNameLength,
  maxDigits,
} = experimentLimits;

const line = (most: number, none: string) =>
  sound(z.string().trim().min(1, none).max(most)).refine((text) => !/[\n\r]/.test(text), "it is one line");

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, "it must be a SHA-256 in hexadecimal");
const checksum = sha256Schema.nullable().default(null);
const shortName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/, "it must be a short lower-case name");
const ruleName = line(60, "the rule has no name").nullable().default(null);

const setSchema = z
  .strictObject({ name: line(100, "the set has no name"), checksum })
  .nullable()
  .optional();

/** Where a family is: one that comes with the site, a file beside the experiment's, or written out. By its hash it is told. */
const familySchema = z.discriminatedUnion(
  "from",
  [
    z.strictObject({ from: z.literal("bundled"), name: shortName, hash: sha256Schema }),
    z.strictObject({
      from: z.literal("file"),
      file: line(maxFileNameLength, "the file has no name").refine(
        (name) => !/[\\/\0]/.test(name) && name !== ".." && name !== ".",
        "it is the name of a file beside this one, without a folder",
      ),
      hash: sha256Schema,
    }),
    z.strictObject({
      from: z.literal("content"),
      content: z.record(z.string(), z.unknown()),
      hash: sha256Schema,
    }),
  ],
  { error: 'a family is "from": "bundled", "file" or "content"' },
);
export type FamilySource = z.infer<typeof familySchema>;

/** Interventions that are made together. */
const conditionSchema = z.strictObject({
  name: line(maxConditionNameLength, "the condition has no name"),
  /** By which rule of the family counterfactuals are made; null for that of `prompts`. */
  rule: ruleName,
  /** What each prompt's unedited run had and this one keeps. */
  freeze: z
    .strictObject({ patterns: z.boolean().default(false), layerNorms: z.boolean().default(false) })
    .default({ patterns: false, layerNorms: false }),
  interventions: z
    .array(writtenInterventionSchema)
    .min(1, "the condition changes nothing: it has no intervention")
    .max(maxInterventions, `a condition has at most ${maxInterventions} interventions`),
});
export type WrittenCondition = z.infer<typeof conditionSchema>;

export const experimentSchema = z
  .strictObject({
    format: z.literal(experimentFormat, { error: `the format is not ${experimentFormat}` }),
    title: line(maxTitleLength, "the experiment has no title"),
    description: sound(z.string().trim().max(maxDescriptionLength)).default(""),
    hypothesis: z.strictObject({
      says: line(maxHypothesisLength, "the hypothesis says nothing"),
      /** When it was written, in UTC. */
      writtenAt: z.iso.datetime(),
    }),
    model: z.strictObject({ name: shortName, checksum }),
    /** Of each kind the set that is read with, null for none; the model's first where a kind is left out. */
    dictionaries: z.strictObject({ attn: setSchema, resid: setSchema, mlp: setSchema }).default({}),
    family: familySchema,
    /** Which of the family's prompts. */
    prompts: z
      .strictObject({
        rule: ruleName,
        only: z.enum(familyParts).nullable().default(null),
        first: z.int().min(1).max(familyLimits.maxPrompts).nullable().default(null),
      })
      .default({ rule: null, only: null, first: null }),
    metrics: z
      .array(z.enum(metrics))
      .min(1, "there is no metric")
      .max(metrics.length, "a metric stands twice")
      .refine((named) => new Set(named).size === named.length, "a metric stands twice"),
    conditions: z
      .array(conditionSchema)
      .min(1, "there is no condition")
      .max(maxConditions, `an experiment has at most ${maxConditions} conditions`),
    /** Of the bootstrap. */
    seed: z.int().min(0).max(0xffffffff).default(1),
    /** Decimals to which another run has to come to the same. */
    digits: z.int().min(0).max(maxDigits).default(3),
  })
  .meta({ id: "Experiment" });
export type Experiment = z.infer<typeof experimentSchema>;
/** As a person may write it, without what has a default. */
export type WrittenExperiment = z.input<typeof experimentSchema>;
