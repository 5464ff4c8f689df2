import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { instantSchema } from "@/lib/instant";
import { maxTextLength, minTextLength } from "./wanted-words";

const short = storableText.trim().max(maxTextLength, `Use at most ${maxTextLength} characters.`);

export const newWantedSchema = z.object({
  text: storableText
    .trim()
    .min(minTextLength, "Say in a sentence what you would like to see explained.")
    .max(maxTextLength, `Use at most ${maxTextLength} characters.`)
    .refine((text) => !/https?:\/\//i.test(text), "Leave out links."),
  feature: short.default("").describe("The address of a feature's page: `/features/storybook-4l/attn/1/5`."),
  pattern: short.default("").describe("A prompt, or the pattern of one, in which it shows."),
});

export const wantedViewSchema = z
  .object({
    id: z.uuid(),
    text: z.string(),
    feature: z.string().describe("The address of a feature's page; empty of none."),
    pattern: z.string(),
    votes: z.number().int(),
    createdAt: instantSchema,
    asker: z.object({ handle: z.string(), name: z.string().nullable() }),
    bounty: z.object({ slug: z.string(), title: z.string() }).nullable().describe("What answers it."),
    isOwn: z.boolean(),
    hasVoted: z.boolean().describe("Whether one has voted for it."),
  })
  .meta({ id: "Wanted" });
export type WantedView = z.output<typeof wantedViewSchema>;

export const madeWantedSchema = z.object({ id: z.uuid() });

/** Where a page begins: the votes and the id of the last before it. */
export const wantedCursor = z
  .string()
  .max(60)
  .transform((text) => {
    const [votes = "", id = "", ...more] = text.split("_");
    return { votes: /^\d{1,9}$/.test(votes) && more.length === 0 ? Number(votes) : Number.NaN, id };
  })
  .pipe(z.object({ votes: z.number().int(), id: z.uuid() }));
