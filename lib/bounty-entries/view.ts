import { z } from "zod";
import { reportSchema } from "@/lib/bounty-format/report";
import { hashSchema } from "@/lib/finding-format/hash-schema";
import { instantSchema } from "@/lib/instant";

/** What pages and routes show of entries. Schemas alone. */

export const commitmentSchema = z
  .object({
    contentHash: hashSchema.describe("SHA-256 of what was entered, with a nonce that is sealed with it."),
    committedAt: instantSchema.describe("By the database's clock."),
  })
  .meta({ id: "Commitment" });
export type Commitment = z.infer<typeof commitmentSchema>;

/** `unconfirmed`: somebody of its team has not confirmed it; `aside`: its entrant is suspended. Neither counts, and neither is shown. */
export const entryStandings = ["entered", "unconfirmed", "withdrawn", "aside"] as const;

const listed = {
  id: z.uuid(),
  number: z.number().int().describe("Which version of it counts, from 1."),
  title: z.string().nullable().describe("Null in lists where its finding was deleted since."),
  contentHash: hashSchema,
  committedAt: instantSchema,
  standing: z.enum(entryStandings),
  isEligible: z.boolean().nullable().describe("Null while that is not known."),
  isOwn: z.boolean().describe("Whether the reader is of its team."),
};

export const listedEntrySchema = z.object(listed).meta({ id: "ListedEntry" });
export type ListedEntry = z.infer<typeof listedEntrySchema>;

export const entryViewSchema = z
  .object({
    ...{ ...listed, title: z.string() },
    slug: z.string().describe("The bounty's."),
    finding: z
      .uuid()
      .nullable()
      .describe(
        "Null where it was deleted since; to others while it is a draft, and until the scores are in, for it says whose it is.",
      ),
    circuitId: z
      .uuid()
      .nullable()
      .describe("The circuit's page here; null where its finding was deleted since."),
    body: z.string().describe("The write-up, as Markdown."),
    tags: z.array(z.string()),
    state: z.string().describe("The arrangement of the circuit, as its page's address has it."),
    licence: z.string(),
    circuit: hashSchema.describe("SHA-256 of the circuit's document as canonical JSON."),
    team: z
      .array(z.object({ handle: z.string(), isConfirmed: z.boolean() }))
      .nullable()
      .describe("Who enters it; to others null until the scores are in."),
    isEntrant: z.boolean().describe("Whether the reader may mend and withdraw it."),
    isSettled: z.boolean().describe("False while something that a rule asks for is computed."),
    why: z.string().nullable().describe("Why it does not count as it stands."),
    report: reportSchema,
  })
  .meta({ id: "Entry" });
export type EntryView = z.infer<typeof entryViewSchema>;

export const enteredSchema = z.object({
  id: z.uuid(),
  number: z.number().int(),
  isNew: z.boolean().describe("False where the same was entered before."),
});
