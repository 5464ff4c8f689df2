import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";

/** What comes from outside of entries. */

const slug = storableText
  .min(1)
  .max(60)
  .meta({ examples: ["attention-feature-circuits"] });

export const entriesParams = z.object({ slug });
export const entryParams = z.object({ slug, id: z.uuid() });

export const newEntrySchema = z.object({
  finding: z.uuid().describe("One of yours, published or a draft."),
  team: z
    .array(storableText.trim().toLowerCase().min(2).max(40))
    .max(200)
    .transform((handles) => [...new Set(handles)])
    .nullable()
    .default(null)
    .describe("Handles of those who enter it with you; null to leave who does as it is."),
});
