import { z } from "zod";

/** What pages and routes show of a search. Schemas alone, so that the browser's code may import them. */

/** The kinds of things that are found, in the order in which they are shown. */
export const foundKinds = ["findings", "features", "people", "models", "pages"] as const;
export type FoundKind = (typeof foundKinds)[number];

const partSchema = z.object({
  text: z.string(),
  isMatch: z.boolean().describe("Whether it is what was looked for."),
});
/** A piece of a text in which what was looked for is marked: plain text, never markup. */
export type FoundPart = z.infer<typeof partSchema>;

const foundThingSchema = z.object({
  href: z.string().describe("Its page."),
  title: z.array(partSchema),
  about: z.string().describe("What it is, in a few words."),
  excerpt: z.array(partSchema).describe("Where the words stand in it; empty where the title says it all."),
});
export type FoundThing = z.infer<typeof foundThingSchema>;

/** A thing that an id or an address is of. */
const meantThingSchema = z.object({ href: z.string(), name: z.string(), about: z.string() });
export type MeantThing = z.infer<typeof meantThingSchema>;

const foundGroupSchema = z.object({
  kind: z.enum(foundKinds),
  items: z.array(foundThingSchema),
  count: z.number().describe("How many there are; where `isMore`, at least."),
  isMore: z.boolean().describe("Whether there are more, which are neither counted nor ranked."),
  nextCursor: z.string().nullable(),
});
export type FoundGroup = z.infer<typeof foundGroupSchema>;

export const foundSchema = z
  .object({
    groups: z
      .array(foundGroupSchema)
      .describe("What was found, by kind; kinds of which nothing was found are left out."),
    meant: z.array(meantThingSchema).describe("Where the text is an id or an address: what it is of."),
    sentence: z.string().nullable().describe("Why nothing was looked for, or what is not certain."),
    insteadOf: z
      .string()
      .nullable()
      .describe("What was found is of other words than these, which nothing has."),
    lookedFor: z.string().describe("The words by which it was found."),
  })
  .meta({ id: "Found" });
export type Found = z.infer<typeof foundSchema>;
