import { z } from "zod";
import { computationProgressSchema } from "@/lib/computations/computation-view";
import { metrics } from "@/lib/evidence-format/evaluation";
import { experimentSchema } from "@/lib/experiment-format/experiment";
import { hashSchema } from "@/lib/finding-format/hash-schema";
import { instantSchema } from "@/lib/instant";
import { holdings } from "./holdings";

/** What pages and routes show of experiments. Schemas alone, so that the browser's code may import them. */

const familySchema = z.object({ id: z.uuid(), version: z.int(), title: z.string(), hash: hashSchema });

const concludedSchema = z.object({
  holds: z.enum(holdings),
  text: z.string(),
  at: instantSchema.describe("When it was last written."),
});

/** A result beside the first one of the same experiment. */
export const besideFirstSchema = z.object({
  numbers: z.int().describe("How many were compared."),
  largest: z.number().describe("The largest difference of two of them."),
  differenceCount: z
    .int()
    .describe(
      "How many differ by more than half a unit of the last decimal stated, or are of something else.",
    ),
  differences: z
    .array(z.object({ where: z.string(), stated: z.unknown(), found: z.unknown() }))
    .describe("The first of those."),
});
export type BesideFirst = z.infer<typeof besideFirstSchema>;

export const listedExperimentSchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    hash: hashSchema.describe("SHA-256 of the experiment as canonical JSON (RFC 8785)."),
    hypothesis: z.object({
      says: z.string(),
      writtenAt: z.iso.datetime().describe("As its file states it; `createdAt` is when this site had it."),
    }),
    model: z.string(),
    family: familySchema,
    metrics: z.array(z.enum(metrics)),
    conditions: z.int(),
    holds: z.enum(holdings).nullable().describe("What its author concludes; null where they have not."),
    isPublic: z.boolean(),
    owner: z.object({ handle: z.string(), name: z.string().nullable() }),
    createdAt: instantSchema,
    computedAt: instantSchema.nullable().describe("When its first result was there."),
  })
  .meta({ id: "ListedExperiment" });
export type ListedExperiment = z.infer<typeof listedExperimentSchema>;

export const listedResultSchema = z
  .object({
    ...{ id: z.uuid(), number: z.int() },
    ...computationProgressSchema.shape,
    createdAt: instantSchema,
    computedAt: instantSchema.nullable(),
    computedBy: z.string().nullable(),
    beside: besideFirstSchema.nullable().describe("Null of the first, and until it is ready."),
  })
  .meta({ id: "ListedExperimentResult" });
export type ListedResult = z.infer<typeof listedResultSchema>;

export const experimentViewSchema = listedExperimentSchema
  .omit({ holds: true })
  .extend({
    experiment: experimentSchema.describe("Its family is told by where it is on this site, and its hash."),
    conclusion: concludedSchema.nullable(),
    isMine: z.boolean(),
    isBundled: z.boolean().describe("Whether it comes with the site."),
    forkedFrom: z
      .object({ id: z.uuid(), title: z.string() })
      .nullable()
      .describe("What it began as, where whoever asks may see that."),
    results: z.array(listedResultSchema).describe("The first of them first."),
  })
  .meta({ id: "ExperimentView" });
export type ExperimentView = z.infer<typeof experimentViewSchema>;

export const madeExperimentSchema = z.object({
  id: z.uuid(),
  hash: hashSchema,
  isNew: z.boolean().describe("False where its owner has the very same already."),
  url: z.string().describe("Its page."),
});
export type MadeExperiment = z.infer<typeof madeExperimentSchema>;

export const requestedResultSchema = z.object({
  id: z.uuid(),
  number: z.int(),
  isNew: z.boolean().describe("False where it is being computed already."),
  url: z.string().describe("The experiment's page."),
});
