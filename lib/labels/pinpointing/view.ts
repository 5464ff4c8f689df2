import { z } from "zod";
import { placedTokenSchema } from "@/lib/tokens/token-schemas";

/** What pages and routes show of pinpointing. Schemas alone, so that the browser's code may import them. */

export const pinpointHandSchema = z
  .object({
    label: z.object({ id: z.uuid(), text: z.string(), wording: z.number() }),
    isDone: z.boolean().describe("Whether all of it is answered."),
    texts: z.array(
      z.object({
        id: z.uuid(),
        tokens: z.array(placedTokenSchema),
        isAnswered: z.boolean(),
        chosen: z.number().nullable().describe("The position you picked; null where you could not tell."),
        position: z.number().nullable().describe("Where the feature fires most; told when all is answered."),
      }),
    ),
  })
  .meta({ id: "PinpointHand" });
export type PinpointHand = z.infer<typeof pinpointHandSchema>;

export const pinpointAnswerSchema = z.strictObject({
  chosen: z
    .int()
    .min(1)
    .max(1_000_000)
    .nullable()
    .describe("The position of the token at which the feature would fire most; null where you cannot tell."),
});
