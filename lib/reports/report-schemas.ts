import { z } from "zod";
import { actReason, subjectKinds } from "@/lib/audit-log/act";
import { storableText } from "@/lib/db/storable-text";
import { instantSchema } from "@/lib/instant";
import { maxReportWords, reportReasons } from "./report-words";

/** What may be reported: people, and what they made. */
export const reportedKinds = subjectKinds.filter((kind) => kind !== "feature" && kind !== "conversation");

export const newReportSchema = z
  .object({
    subject: z.object({
      kind: z.enum([
        "person",
        "finding",
        "collection",
        "family",
        "experiment",
        "project",
        "bounty",
        "wanted",
        "label",
        "rationale",
        "comment",
      ]),
      id: storableText.min(1).max(80).describe("An id; of a person the handle."),
    }),
    reason: z.enum(reportReasons),
    words: storableText
      .trim()
      .max(maxReportWords, `Use at most ${maxReportWords.toLocaleString("en")} characters.`)
      .default(""),
  })
  .refine(({ reason, words }) => reason !== "other" || words.length >= 3, {
    path: ["words"],
    message: "Say what is wrong with it.",
  });
export type NewReport = z.output<typeof newReportSchema>;

export const madeReportSchema = z.object({ id: z.uuid() });

const subject = z.object({ kind: z.enum(subjectKinds), id: z.string() });
const told = { title: z.string().describe("What it is about, in words."), path: z.string().nullable() };

export const ownReportSchema = z
  .object({
    ...{ id: z.uuid(), subject, ...told, reason: z.enum(reportReasons), words: z.string() },
    createdAt: instantSchema,
    closedAt: instantSchema.nullable(),
    outcome: z.enum(["acted", "dismissed"]).nullable(),
    answer: z.string().nullable().describe("What moderators say of it."),
  })
  .meta({ id: "OwnReport" });
export type OwnReport = z.output<typeof ownReportSchema>;

export const queuedReportSchema = z
  .object({
    ...{ id: z.uuid(), subject, ...told, reason: z.enum(reportReasons), words: z.string() },
    createdAt: instantSchema,
    reporter: z.string().describe("The handle of who reported it first."),
    count: z.number().describe("How many have reported the same and wait for an answer."),
    claimedBy: z.string().nullable().describe("The handle of the moderator who looks into it."),
    claimedAt: instantSchema.nullable(),
  })
  .meta({ id: "QueuedReport" });
export type QueuedReport = z.output<typeof queuedReportSchema>;

export const dismissalSchema = z.object({
  reason: actReason.describe("Why: who reported it reads it."),
});
