import { z } from "zod";
import { instantSchema } from "@/lib/instant";
import { trustSchema } from "@/lib/trust/view";
import { writeUpSchema } from "./write-up/write-up";

/** What pages and routes show of a finding. Schemas alone, so that the browser's code may import them. */

const authorSchema = z.object({ handle: z.string(), name: z.string().nullable() });

export const ancestorViewSchema = z.object({
  id: z.uuid(),
  title: z.string().nullable().describe("Null of one that was taken back."),
  authorHandle: z.string(),
});
export type AncestorView = z.infer<typeof ancestorViewSchema>;

export const findingViewSchema = z
  .object({
    id: z.uuid(),
    circuitId: z.uuid(),
    title: z.string(),
    body: z.string().describe("The write-up, as Markdown."),
    tags: z.array(z.string()),
    state: z.string().describe("The arrangement of the circuit, as its page's address has it."),
    licence: z.string(),
    revision: z.number(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
    publishedAt: instantSchema.nullable(),
    publishedRevision: z.number().nullable(),
    latestVersion: z
      .number()
      .nullable()
      .describe(
        "The newest of its published versions, each with an address for good; null where it has none.",
      ),
    hidden: z.string().nullable().describe("Why a moderator hides it, of one's own."),
    locked: z.string().nullable().describe("Why a moderator locked it, of one's own."),
    withdrawnAt: instantSchema.nullable().describe("When its author took it back; it is a draft again."),
    versionCount: z.number().describe("How many versions the reader may see."),
    author: authorSchema,
    ancestors: z.array(ancestorViewSchema).describe("What it was forked from, the nearest first."),
    forkCount: z.number(),
    trust: trustSchema.describe("Of the circuit that it is about."),
    isMine: z.boolean(),
    mayTakeBack: z.boolean().describe("Whether the reader may take it back, as its author or for the site."),
  })
  .meta({ id: "Finding" });
export type FindingView = z.infer<typeof findingViewSchema>;

export const createdFindingSchema = z.object({ id: z.uuid(), url: z.string().describe("Its page.") });
export const savedFindingSchema = z.object({ id: z.uuid(), revision: z.number() });
export const writeUpPreviewSchema = z.object({
  parts: writeUpSchema.describe("The write-up as elements, as a page prints them."),
  problems: z.array(z.string()).describe("What is not shown as it was meant, a sentence each."),
});
export const publishedFindingSchema = z.object({ id: z.uuid(), publishedAt: instantSchema.nullable() });
