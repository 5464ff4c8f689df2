import { z } from "zod";
import { hashSchema } from "@/lib/finding-format/hash-schema";

/** A ranking, the award or a correction, a JSON document (docs/formats.md). Schemas alone, so that the browser's code may import them. */
export const resultFormat = "circuit-commons/result@1";

export const resultKinds = ["provisional", "award", "correction"] as const;
export type ResultKind = (typeof resultKinds)[number];

const meanSchema = z
  .strictObject({ sum: z.number().int().min(0), over: z.number().int().min(1) })
  .describe("A mean without rounding: what is summed, over what it is divided by.");

const entered = {
  entry: z.uuid(),
  commitment: hashSchema,
  committedAt: z.iso.datetime().describe("Of its first commitment: what breaks a tie."),
  entrants: z.array(z.string()).describe("Handles, as they were when it was ranked."),
};

export const rankedSchema = z.strictObject({
  ...entered,
  place: z.number().int().min(1),
  score: meanSchema.describe("From 0 to 1, of what could be had."),
  means: z.array(meanSchema).describe("Of points from 0 to 10, a criterion each."),
  scores: z.array(
    z.strictObject({
      judge: z.string(),
      points: z.array(z.number().int()),
      blind: z.array(z.number().int()).describe("As they were before judges saw each other's."),
      reasons: hashSchema.describe("SHA-256 of the reasons as canonical JSON: the entry's page has them."),
    }),
  ),
});
export type RankedRow = z.infer<typeof rankedSchema>;

export const unrankedSchema = z.strictObject({
  ...entered,
  why: z.enum(["ineligible", "set-aside", "unscored"]),
  reason: z.string(),
});

export const agreementSchema = z.strictObject({
  criterion: z.string(),
  alpha: z
    .number()
    .nullable()
    .describe(
      "Krippendorff's alpha for intervals, of what was scored blind; null where nobody could have differed.",
    ),
  entries: z.number().int().describe("Of which two judges or more scored it."),
});

export const winnerSchema = z.strictObject({
  entry: z.uuid(),
  place: z.number().int().min(1).describe("Which of what is promised: the same of all who share it."),
  entrants: z.array(z.string()),
  amount: z
    .number()
    .int()
    .nullable()
    .describe("In the currency's smallest units; null where only words were promised."),
});

export const resultSchema = z
  .strictObject({
    format: z.literal(resultFormat),
    kind: z.enum(resultKinds),
    bounty: z.string(),
    terms: hashSchema,
    closesAt: z.iso.datetime(),
    rubric: z.array(z.strictObject({ name: z.string(), weight: z.number().int() })),
    tieRule: z.string(),
    judges: z.array(z.string()).describe("Whose scores count here."),
    agreement: z.array(agreementSchema),
    ranked: z.array(rankedSchema),
    unranked: z.array(unrankedSchema),
    currency: z.string().nullable(),
    winners: z.array(winnerSchema).describe("Of an award."),
    words: z.string().describe("What was said of an award, or what a correction corrects."),
    corrects: z.number().int().nullable().describe("Which result a correction corrects, which stays."),
  })
  .meta({ id: "BountyResult" });
export type ResultDocument = z.infer<typeof resultSchema>;
