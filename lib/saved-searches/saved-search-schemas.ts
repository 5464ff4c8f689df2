import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { instantSchema } from "@/lib/instant";

/** What members send and are shown of saved searches. Schemas alone, so that the browser's code may import them. */

/** Of one member. */
export const maxSearches = 100;
export const maxQueryLength = 2_000;

export const savedSearchKinds = ["catalogue", "features"] as const;
export type SavedSearchKind = (typeof savedSearchKinds)[number];

export const newSearchSchema = z.object({
  kind: z.enum(savedSearchKinds),
  name: storableText.trim().min(1, "Give the search a name.").max(80, "Use at most 80 characters."),
  query: storableText
    .max(maxQueryLength, "This search has too many filters to be kept.")
    .describe("What the page's address says behind its question mark."),
});

const namedSchema = z.array(z.object({ name: z.string(), url: z.string().describe("Its page.") }));

/** Of what a search finds now, what is new since its owner looked. */
const foundSince = {
  total: z.number().int().describe("How many there are; where `isMore`, at least."),
  isMore: z.boolean(),
  news: z
    .number()
    .int()
    .nullable()
    .describe("How many are new since its owner looked; null where there are too many to tell."),
  newsNamed: namedSchema.describe("The first five of those that are new."),
  labelled: z
    .number()
    .int()
    .nullable()
    .describe(
      "Of features, how many of these came to be called or to stand as they do since its owner looked, counted up to 500. Null of findings.",
    ),
  labelledNamed: namedSchema.describe("The first five of those."),
};
const foundSinceSchema = z.object(foundSince);
export type FoundSince = z.infer<typeof foundSinceSchema>;

export const savedSearchSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(savedSearchKinds),
    name: z.string(),
    url: z.string().describe("The page that shows it."),
    lookedAt: instantSchema,
    ...foundSince,
  })
  .meta({ id: "SavedSearch" });
export type SavedSearchView = z.infer<typeof savedSearchSchema>;

export const createdSearchSchema = z.object({ id: z.uuid() });
