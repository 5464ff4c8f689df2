import { z } from "zod";

/** What pages and routes show of how good people's labels and answers are. Schemas alone, so that the browser's code may import them. */

const personSchema = z.object({ handle: z.string(), name: z.string().nullable() });

const shareSchema = z.object({
  value: z.number(),
  low: z.number().describe("The lower end of its 90% interval, by which people are ordered."),
});

export const leaderboardsSchema = z
  .object({
    labellers: z
      .array(
        z.object({
          person: personSchema,
          checked: z.number().describe("Wordings of theirs that enough people answered blind by."),
          supported: z.number().describe("Of these, those that the answers bear out."),
          share: shareSchema,
        }),
      )
      .describe("By the share of their checked labels that blind answers bear out."),
    checkers: z
      .array(
        z.object({
          person: personSchema,
          answers: z.number(),
          balanced: shareSchema.describe("The mean of sensitivity and specificity; a half is guessing."),
        }),
      )
      .describe("By how well they told blind where features fire, by labels that are borne out."),
    minimum: z.object({
      labels: z.number().describe("Checked labels of a person who is listed."),
      answers: z.number().describe("Answers of a person who is listed."),
    }),
  })
  .meta({ id: "Leaderboards" });
export type Leaderboards = z.infer<typeof leaderboardsSchema>;
