import { z } from "zod";

const tag = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} -]{0,39}$/u, "A tag is letters, digits, spaces and hyphens, at most 40.");

/** Text that PostgreSQL can keep as it is. */
const storable = (text: string) => text.isWellFormed() && !text.includes("\0");
const unstorable = "This holds characters that are no valid Unicode text. Remove them and try again.";

export const viewStateSchema = z
  .string()
  .max(20_000, "This view is too large to save.")
  .refine(storable, unstorable);

export const findingContentSchema = z.object({
  title: z
    .string()
    .trim()
    .min(3, "Give it a title of at least 3 characters.")
    .max(160, "Use at most 160 characters.")
    .refine(storable, unstorable),
  body: z.string().max(50_000, "The write-up has at most 50,000 characters.").refine(storable, unstorable),
  tags: z
    .array(tag)
    .max(10, "At most 10 tags.")
    .transform((tags) => [...new Set(tags)]),
  state: viewStateSchema,
});

export type FindingContent = z.infer<typeof findingContentSchema>;
