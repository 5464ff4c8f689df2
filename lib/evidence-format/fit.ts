import { z } from "zod";
import { dictionaryKinds } from "../circuit-format/kinds";
import { figureSchema } from "./quality";

/** How a model may have been processed, every step said. */
export const readingSchema = z.object({
  fold_ln: z.boolean(),
  fold_value_biases: z.boolean(),
  center_writing_weights: z.boolean(),
});
export type Reading = z.infer<typeof readingSchema>;

/**
 * How much less is missed of a site than where the dictionary is used: the share, and by how many standard errors over windows the
 * difference is above nothing. Below 0 where more is missed.
 */
const gainSchema = z.object({ share: z.number(), errors: z.number() });

/** Whether a dictionary takes apart what its layer has written already, so that its features are leaves of circuits. */
const opensSchema = z.boolean().default(false);

const placeSchema = z.object({
  kind: z.enum(dictionaryKinds),
  layer: z.int().min(0),
  opens: opensSchema,
  explainedVariance: z.number(),
  gain: gainSchema,
});
export type MeasuredPlace = z.infer<typeof placeSchema>;

/** A dictionary read under one processing of its model. */
const measuredReadingSchema = z.object({
  reading: readingSchema,
  /** The one it is used under; of each dictionary one is. */
  isUsed: z.boolean(),
  l0: figureSchema,
  explainedVariance: figureSchema,
  /** Mean cross-entropies of the next token, in nats: the model's own, with the site rebuilt, and with it zero. */
  loss: z.object({ model: figureSchema, replaced: figureSchema, zero: figureSchema }),
  lossRecovered: figureSchema.nullable(),
  /** Of all its features, the share that fired in no window that was measured. */
  neverFired: z.number().min(0).max(1),
  gain: gainSchema,
});
export type MeasuredReading = z.infer<typeof measuredReadingSchema>;

/** What somebody says of a dictionary, by definitions and on texts of their own; a figure that they do not say is left out. */
export const claimSchema = z.object({
  explainedVariance: z.number().optional(),
  l0: z.number().optional(),
  /** Mean cross-entropies in nats. */
  loss: z.object({ model: z.number(), replaced: z.number(), zero: z.number() }).partial().optional(),
  lossRecovered: z.number().optional(),
  neverFired: z.number().optional(),
});
export type Claim = z.infer<typeof claimSchema>;

/** What a file beside a dictionary's numbers says, or why it is not read. */
export const fileClaimSchema = claimSchema.extend({
  file: z.string().max(200),
  unread: z.string().max(300).optional(),
});
export type FileClaim = z.infer<typeof fileClaimSchema>;

export const dictionaryFitSchema = z.object({
  layer: z.int().min(0),
  readings: z.array(measuredReadingSchema).min(1),
  /** The other site or layer of the model that the dictionary rebuilds best; null where there is no other. */
  elsewhere: placeSchema.nullable(),
  /** What its release says of it, by its own definitions and texts. */
  claimed: z.object({ explainedVariance: z.number().optional(), l0: z.number().optional() }).nullable(),
  /** What files beside it say. */
  filesClaim: z.array(fileClaimSchema).max(10).default([]),
});
export type DictionaryFit = z.infer<typeof dictionaryFitSchema>;

/** How a set of dictionaries fits the model it is used with, as it was measured on windows of a corpus. */
export const setFitSchema = z.object({
  format: z.literal("circuit-commons/fit@1"),
  kind: z.enum(dictionaryKinds),
  opens: opensSchema,
  set: z.string(),
  /** By which it is told what was measured. */
  modelChecksum: z.string(),
  setChecksum: z.string(),
  corpus: z.object({ name: z.string(), checksum: z.string() }),
  windows: z.int(),
  tokens: z.int(),
  /** Over all its layers together, each by what it misses; empty where no layer was measured. */
  readings: z.array(z.object({ reading: readingSchema, isUsed: z.boolean(), gain: gainSchema })),
  dictionaries: z.array(dictionaryFitSchema),
  /** Those of which these windows show nothing, and why. */
  unmeasured: z.array(z.object({ layer: z.int().min(0), why: z.string() })).default([]),
});
export type SetFit = z.infer<typeof setFitSchema>;

/** What is kept of a dictionary: how its set was judged, and its own figures. */
export const keptFitSchema = z.object({
  opens: opensSchema,
  /** Null where nothing of the set was measured. */
  fits: z.boolean().nullable(),
  sentences: z.array(z.string()),
  undecided: z.array(z.string()),
  unmeasured: z.array(z.string()).default([]),
  /** Why the operator has it used all the same; null for nothing. */
  insisted: z.string().nullable(),
  windows: z.int(),
  tokens: z.int(),
  corpus: z.string(),
  /** Null where nothing was measured of it. */
  dictionary: dictionaryFitSchema.nullable(),
});
export type KeptFit = z.infer<typeof keptFitSchema>;
