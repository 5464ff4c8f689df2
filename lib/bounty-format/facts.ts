import { z } from "zod";
import { circuitSpecSchema } from "@/lib/circuit-format/circuit";
import { maxNodeIdLength } from "@/lib/circuit-format/node-id";
import { ablations } from "@/lib/evidence-format/evaluation";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { findingFileHeadSchema } from "@/lib/finding-format/finding-file";
import { hashSchema } from "@/lib/finding-format/hash-schema";

/** What a rule may read beside an entry's content and circuit; frozen with it (docs/formats.md). */
export const factsFormat = "circuit-commons/entry-facts@1";

/**
 * A fact that is not known: `waiting` while it is being computed, `unknown` where it will not be, as of a file without its site or
 * of a computation that failed. Nothing that is not known counts as good.
 */
export const notKnown = ["waiting", "unknown"] as const;
export type NotKnown = (typeof notKnown)[number];
const fact = <T extends z.ZodType>(schema: T) => z.union([schema, z.enum(notKnown)]);

export function isKnown<T>(value: T | NotKnown): value is Exclude<T, NotKnown> {
  return value !== "waiting" && value !== "unknown";
}

const moment = z.iso.datetime({ precision: 3 });
const share = z.number().min(0).max(1);

/** How many of a circuit's feature nodes are kept of another threshold, the most influential first. */
export const maxLeading = 100;

/** The same question at another threshold: its feature nodes but the target, the most influential first. */
const retracedSchema = z.strictObject({
  threshold: circuitSpecSchema.shape.threshold,
  leading: z
    .array(z.strictObject({ id: z.string().min(1).max(maxNodeIdLength), influence: share }))
    .max(maxLeading),
});

const supportedLabelSchema = z.strictObject({
  /** As `attn.3.566`. */
  feature: z.string().min(1).max(maxNodeIdLength),
  supportedSince: moment,
  /** Whether one of the entrants proposed, revised, voted on it or answered a check of it. */
  hasPart: z.boolean(),
});

const earlierSchema = z.strictObject({
  /** A finding of others that was published, or another entry for this bounty that was committed, before this one. */
  kind: z.enum(["finding", "entry"]),
  /** Of the finding, or of the entry; an entry that is still sealed is told by its first commitment, and only where it is too like by a rule. */
  id: z.string().min(1).max(100),
  at: moment,
  /**
   * lib/bounty-rules/likeness.ts and likeness-without-features.ts, by the version of it that is said here; `likeness@4` is whichever of them is meant
   * of the two at one threshold (at-one-threshold.ts), beside what they are as they are. Of sealed entries of others the next hundredth above.
   */
  likeness: share,
  measure: z.enum(["likeness@1", "likeness@2", "likeness@3", "likeness@4"]),
  /** Whether one of the entrants is among those who entered it; facts of before this was so tell of their own findings, too. */
  isOwn: z.boolean(),
  /** Whether the entered finding, or what it is a fork of, says that it is a fork of this. */
  isAncestor: z.boolean(),
});

export type Earlier = z.infer<typeof earlierSchema>;

export const maxEarlier = 50;
const earlierList = z.array(earlierSchema).max(2 * maxEarlier);

/** Whole-circuit evaluations that lack least for a tier, of those that are kept. */
export const maxEvaluations = 20;

const shares = {
  ablation: z.enum(ablations),
  sufficiency: z.number().nullable(),
  necessity: z.number().nullable(),
};
const percentile = z.number().min(0).max(100).nullable();
const perAblation = <T extends z.ZodType>(schema: T) => z.array(schema).max(ablations.length);

/** An evaluation of the circuit over a family that everybody sees, as far as tiers read it (lib/evidence-format/tier.ts). */
const evaluatedSchema = z.strictObject({
  id: z.uuid(),
  /** The hash of the family's document. */
  family: hashSchema,
  begunAt: moment,
  prompts: z.int().min(0),
  heldOut: z.boolean(),
  randomCircuits: z.int().min(0),
  byAblation: perAblation(
    z.strictObject({ ...shares, sufficiencyPercentile: percentile, necessityPercentile: percentile }),
  ),
  byWording: z
    .array(
      z.strictObject({
        wording: z.string().max(1_000),
        prompts: z.int().min(0),
        byAblation: perAblation(z.strictObject(shares)),
      }),
    )
    .max(1_000),
});
export type Evaluated = z.infer<typeof evaluatedSchema>;

/** Of the findings that the entrants published about the same question, the first ones: beside those that are like it. */
export const maxOwnPublished = 10;

export const factsSchema = z.strictObject({
  format: z.literal(factsFormat),
  /** The hash of the content that they are of. */
  content: hashSchema,
  /** By the database's clock; `unknown` of what was not entered. */
  committedAt: fact(moment),
  opensAt: fact(moment),
  verification: fact(findingFileHeadSchema.shape.verification.unwrap()),
  /** Attention patterns and LayerNorms held, or nothing. */
  causalChecks: z.strictObject({
    free: fact(findingFileHeadSchema.shape.causalChecks.element.shape.result),
    frozen: fact(findingFileHeadSchema.shape.causalChecks.element.shape.result),
  }),
  /** At half its threshold and at twice it; a doubled threshold over 1 is `unknown`. */
  thresholds: z.strictObject({ halved: fact(retracedSchema), doubled: fact(retracedSchema) }),
  /** Of its feature nodes; a feature without such a label is not listed, one with several is several times. */
  supportedLabels: fact(z.array(supportedLabelSchema).max(10_000)),
  /** When the finding was published here first; null where it never was before the commitment. */
  firstPublished: fact(moment.nullable()),
  /** The nearest ones, the most alike first. */
  earlier: fact(earlierList),
  /** The same of circuits with another dictionary set of the model, by `likeness@2`; not there where no rule reads it. */
  earlierAcross: fact(earlierList).optional(),
  /**
   * The nearest ones by `likeness@3`, with its dictionary sets or others: without features or of the other mode of tracing, or, of a circuit without
   * features, any. Not there where no rule reads it.
   */
  earlierWithoutFeatures: fact(earlierList).optional(),
  /**
   * Other findings of the entrants about the same question, the target and the text, whatever the thresholds, that were published before the
   * commitment: the first ones and when that was. Not there where no rule reads it.
   */
  ownPublished: fact(
    z.array(z.strictObject({ id: z.string().min(1).max(100), at: moment })).max(maxOwnPublished),
  ).optional(),
  /** Those begun before the commitment that lack least for a tier; not there where no rule reads them. */
  evaluations: fact(z.array(evaluatedSchema).max(maxEvaluations)).optional(),
  /** What its tokens say by the model's own tokenizer; not there where no rule reads it. */
  prompt: fact(
    z.strictObject({
      text: z.string().max(1_000_000),
      /** Whether the tokenizer puts one before what was typed: never, always, or to what begins with none. */
      spaceInFront: z.enum(["never", "always", "where-none-is"]),
    }),
  ).optional(),
});
export type EntryFacts = z.infer<typeof factsSchema>;

/** SHA-256 of the facts as canonical JSON, in hexadecimal. */
export function factsHash(facts: EntryFacts): string {
  return canonicalHash(facts);
}

/** Facts of what no site has said anything about. */
export function nothingKnown(content: string): EntryFacts {
  return {
    ...{ format: factsFormat, content, committedAt: "unknown", opensAt: "unknown", verification: "unknown" },
    causalChecks: { free: "unknown", frozen: "unknown" },
    thresholds: { halved: "unknown", doubled: "unknown" },
    ...{ supportedLabels: "unknown", firstPublished: "unknown", earlier: "unknown" },
    ...{
      earlierAcross: "unknown",
      earlierWithoutFeatures: "unknown",
      ownPublished: "unknown",
      evaluations: "unknown",
      prompt: "unknown",
    },
  };
}
