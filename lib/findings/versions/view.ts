import { z } from "zod";
import { hashSchema } from "@/lib/finding-format/hash-schema";
import { instantSchema } from "@/lib/instant";

/** What pages and routes show of a published version. Schemas alone. */

export const versionParams = z.object({
  id: z.uuid(),
  version: z.coerce.number().int().min(1).max(1e9),
});

export const findingVersionViewSchema = z
  .object({
    finding: z.uuid(),
    version: z.number().describe("Counted from 1, by publication."),
    latestVersion: z.number().describe("The newest version of the finding."),
    publishedAt: instantSchema,
    title: z.string(),
    body: z.string().describe("The write-up, as Markdown."),
    tags: z.array(z.string()),
    state: z.string().describe("The arrangement of the circuit, as its page's address has it."),
    licence: z.string(),
    authors: z
      .array(z.object({ handle: z.string(), name: z.string().nullable() }))
      .describe("As they were called when it was published."),
    circuitId: z.uuid(),
    graphHash: hashSchema.describe("SHA-256 of the circuit's document as canonical JSON (RFC 8785)."),
    contentHash: hashSchema.describe("SHA-256 of the version as canonical JSON: docs/formats.md."),
    revision: z.number().describe("Which save of the finding it is."),
  })
  .meta({ id: "FindingVersion" });
export type FindingVersionView = z.infer<typeof findingVersionViewSchema>;
