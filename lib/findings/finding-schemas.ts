import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { viewStateSchema } from "@/lib/views/view-schema";

const tag = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} -]{0,39}$/u, "A tag is letters, digits, spaces and hyphens, at most 40.");

/** A write-up's Markdown. */
export const writeUpBody = storableText.max(50_000, "The write-up has at most 50,000 characters.");

export const findingContentSchema = z.object({
  /** A draft may have none yet: check-readable.ts. */
  title: storableText.trim().max(160, "Use at most 160 characters."),
  body: writeUpBody,
  tags: z
    .array(tag)
    .max(10, "At most 10 tags.")
    .transform((tags) => [...new Set(tags)]),
  state: viewStateSchema,
});

export type FindingContent = z.infer<typeof findingContentSchema>;
