import { z } from "zod";
import { placedTokenSchema, vocabularyTokenSchema } from "@/lib/tokens/token-schemas";
import { goldViewSchema } from "../gold/gold-schemas";
import { labelSide } from "../label-schemas";

/** What pages and routes show of blind checks. Schemas alone, so that the browser's code may import them. */

export const handSchema = z
  .object({
    label: z.object({ id: z.uuid(), text: z.string(), wording: z.number() }),
    asks: z
      .enum(["fires", "raises"])
      .describe("Whether the feature fires in each text, or which of some tokens it raises after it."),
    isDone: z.boolean().describe("Whether all of it is answered."),
    texts: z.array(
      z.object({
        id: z.uuid(),
        tokens: z.array(placedTokenSchema),
        isAnswered: z.boolean(),
        says: z.boolean().nullable().describe("Your answer; null where you could not tell."),
        fires: z
          .boolean()
          .nullable()
          .describe(
            "Whether the feature fires there; told when all is answered. Null where tokens are asked about.",
          ),
        gold: goldViewSchema
          .nullable()
          .describe("Where others' answers are judged by this text: told when all is answered."),
        options: z.array(vocabularyTokenSchema).nullable().describe("The tokens that are asked about."),
        chosen: z
          .number()
          .nullable()
          .describe("The place of the one you chose, from 0; null where you could not tell."),
        raised: z.number().nullable().describe("The place of the right one; told when all is answered."),
      }),
    ),
  })
  .meta({ id: "BlindHand" });
export type Hand = z.infer<typeof handSchema>;

export const answerSchema = z.union([
  z.strictObject({
    says: z
      .boolean()
      .nullable()
      .describe("Whether the feature would fire in the text; null where you cannot tell."),
  }),
  z.strictObject({
    chosen: z
      .int()
      .min(0)
      .max(100)
      .nullable()
      .describe("The place, from 0, of the token that the feature would raise; null where you cannot tell."),
  }),
]);

export const nextToCheckSchema = z.object({
  next: z
    .object({
      labelId: z.uuid(),
      text: z.string(),
      side: labelSide,
      feature: z.string().describe("The path of its feature's page."),
    })
    .nullable()
    .describe("Null where nothing is left to check for you."),
});
export type NextToCheck = NonNullable<z.infer<typeof nextToCheckSchema>["next"]>;
