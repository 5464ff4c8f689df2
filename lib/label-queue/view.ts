import { z } from "zod";
import { instantSchema } from "@/lib/instant";
import { queueTasks } from "./queue-words";

/** What pages and routes show of the queue. Schemas alone, so that the browser's code may import them. */

export const queuedFeatureViewSchema = z.object({
  visitId: z.uuid().describe("Names the lease, and what one does with it."),
  feature: z.string().describe("The path of the feature's page."),
  task: z
    .enum(queueTasks)
    .describe("What there is to do: by how its input side stands; in a project's queue `judge`."),
  labelId: z.uuid().nullable().describe("The label to be checked blind, where that is the task."),
  circuits: z.number().describe("In how many circuits it stands."),
  asked: z
    .number()
    .describe("How many projects want it judged, and people watch it or vote for it on the wanted list."),
  isNear: z
    .boolean()
    .describe("Whether it is of a dictionary you labelled in, or near a feature you labelled."),
  leasedUntil: instantSchema.describe("Until then nobody else is shown it here."),
});
export type QueuedFeatureView = z.output<typeof queuedFeatureViewSchema>;

export const takenLeaseSchema = z
  .object({
    sitting: z.object({ id: z.uuid(), startedAt: instantSchema, done: z.number() }),
    next: queuedFeatureViewSchema.nullable().describe("Null where nothing is left for you now."),
  })
  .meta({ id: "QueueLease" });
export type TakenLease = z.output<typeof takenLeaseSchema>;

export const keptLeasesSchema = z.object({
  held: z.array(z.uuid()).describe("Of the visits asked about, those that still hold their feature."),
});

export const markedSchema = z.object({ id: z.uuid() });

export const sittingViewSchema = z
  .object({
    id: z.uuid(),
    startedAt: instantSchema,
    seenAt: instantSchema,
    isOpen: z.boolean(),
    features: z.number().describe("Features that were gone on from."),
    proposals: z.number(),
    votes: z.number(),
    answers: z.number(),
    judgements: z.number().describe("Features that were judged."),
    skips: z.number(),
    flags: z.number(),
    revertedAt: instantSchema.nullable(),
  })
  .meta({ id: "LabelSitting" });
export type SittingView = z.output<typeof sittingViewSchema>;

/** What of a sitting was left as it is, and why. */
export const keptReasons = [
  "answered",
  "builtOn",
  "saidSince",
  "votedSince",
  "takenBackSince",
  "saidByOther",
  "full",
  "locked",
  "hidden",
] as const;
export type KeptReason = (typeof keptReasons)[number];

export const revertedSittingSchema = z
  .object({
    undone: z.number().describe("Things that were undone."),
    kept: z
      .array(z.object({ reason: z.enum(keptReasons), count: z.number(), texts: z.array(z.string()) }))
      .describe(
        "What stays, by why, with the texts of at most 5 labels, or the names of features that were judged.",
      ),
  })
  .meta({ id: "RevertedSitting" });
export type RevertedSitting = z.infer<typeof revertedSittingSchema>;
