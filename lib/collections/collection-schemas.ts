import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";

/** What members put into collections. Schemas alone, so that forms may read them. */

export const maxTitleLength = 160;
export const maxDescriptionLength = 10_000;
export const maxNoteLength = 1_000;
/** Of one collection: the table's own check, too. */
export const maxItems = 10_000;
/** Of one member. */
export const maxCollections = 500;

export const collectionContentSchema = z.object({
  title: storableText
    .trim()
    .min(1, "Give the collection a title.")
    .max(maxTitleLength, `Use at most ${maxTitleLength} characters.`),
  description: storableText
    .max(maxDescriptionLength, `Use at most ${maxDescriptionLength.toLocaleString("en")} characters.`)
    .describe("Markdown."),
  isPublic: z.boolean().describe("Whether everybody sees it; else its owner alone."),
});
export type CollectionContent = z.infer<typeof collectionContentSchema>;

const note = storableText.trim().max(maxNoteLength, `Use at most ${maxNoteLength} characters.`);

export const newItemSchema = z.object({
  findingId: z.uuid(),
  note: note.default("").describe("Why it stands here."),
});

export const itemChangeSchema = z
  .object({
    note: note.optional(),
    place: z.number().int().min(1).max(maxItems).optional().describe("Where it is to stand, from 1."),
  })
  .refine((change) => change.note !== undefined || change.place !== undefined, "Say what is to change.");
