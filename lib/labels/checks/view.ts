import { z } from "zod";
import { placedTokenSchema } from "@/lib/tokens/token-schemas";

/** What pages and routes show of blind checks. Schemas alone, so that the browser's code may import them. */

export const handSchema = z
  .object({
    label: z.object({ id: z.uuid(), text: z.string(), wording: z.number() }),
    isDone: z.boolean().describe("Whether all of it is answered."),
    texts: z.array(
      z.object({
        id: z.uuid(),
        tokens: z.array(placedTokenSchema),
        isAnswered: z.boolean(),
        says: z.boolean().nullable().describe("Your answer; null where you could not tell."),
        fires: z.boolean().nullable().describe("Whether the feature fires there; told when all is answered."),
      }),
    ),
  })
  .meta({ id: "BlindHand" });
export type Hand = z.infer<typeof handSchema>;

export const answerSchema = z.object({
  says: z
    .boolean()
    .nullable()
    .describe("Whether the feature would fire in the text; null where you cannot tell."),
});

export const nextToCheckSchema = z.object({
  next: z
    .object({
      labelId: z.uuid(),
      text: z.string(),
      feature: z.string().describe("The path of its feature's page."),
    })
    .nullable()
    .describe("Null where nothing is left to check for you."),
});
export type NextToCheck = NonNullable<z.infer<typeof nextToCheckSchema>["next"]>;
