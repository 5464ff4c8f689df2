import { z } from "zod";
import { placedTokenSchema } from "@/lib/tokens/token-schemas";

/** What pages and routes show of intruders. Schemas alone, so that the browser's code may import them. */

export const intruderHandSchema = z
  .object({
    feature: z.string().describe("The path of the feature's page, which tells what is right."),
    isDone: z.boolean().describe("Whether all of it is answered."),
    questions: z.array(
      z.object({
        id: z.uuid(),
        texts: z
          .array(z.array(placedTokenSchema))
          .describe("Five, of as many tokens each, whose positions are counted from 1 in each."),
        isAnswered: z.boolean(),
        chosen: z.number().nullable().describe("The place, from 0, of the text that you named."),
        intruder: z
          .number()
          .nullable()
          .describe(
            "The place of the one in which it does not fire; told when all is answered, and nothing else that you are asked of this feature is open.",
          ),
      }),
    ),
  })
  .meta({ id: "IntruderHand" });
export type IntruderHand = z.infer<typeof intruderHandSchema>;

export const intruderAnswerSchema = z.strictObject({
  chosen: z
    .int()
    .min(0)
    .max(4)
    .describe("The place, from 0, of the text in which the feature does not fire. Who cannot tell guesses."),
});

export const nextIntrudersSchema = z.object({
  next: z
    .object({ feature: z.string().describe("The path of the feature's page.") })
    .nullable()
    .describe("Null where nothing is left for you."),
});
export type NextIntruders = z.infer<typeof nextIntrudersSchema>["next"];
