import { z } from "zod";
import { instantSchema } from "@/lib/instant";
import { deliveryStates, deliveryTroubles, offReasons, webhookScopes } from "./webhook-words";

export const webhookViewSchema = z
  .object({
    id: z.uuid(),
    url: z.string(),
    scope: z
      .enum(webhookScopes)
      .describe("Of which bounties it is told: those one sponsors, or all that are public."),
    bounties: z
      .array(z.string())
      .describe("Only of these of them, by the last part of their addresses; of all where there is none."),
    createdAt: instantSchema,
    off: z
      .object({ at: instantSchema, why: z.enum(offReasons) })
      .nullable()
      .describe("Since when nothing is sent to it."),
    failures: z.number().int().describe("Tries that failed since the last that did not."),
    failingSince: instantSchema.nullable(),
  })
  .meta({ id: "Webhook" });
export type WebhookView = z.infer<typeof webhookViewSchema>;

export const madeWebhookSchema = z.object({
  secret: z.string().describe("What it is signed with. It is told this once."),
  made: webhookViewSchema,
});

export const renewedSecretSchema = z.object({ secret: z.string().describe("Told this once.") });

export const deliveryViewSchema = z
  .object({
    id: z.uuid(),
    eventId: z.uuid().describe("Its `webhook-id`: the same however often it is sent."),
    type: z.string(),
    at: instantSchema.describe("When what it tells of happened."),
    bounty: z
      .object({ slug: z.string(), title: z.string() })
      .nullable()
      .describe("Null of a test, and of one that is not public any more."),
    state: z.enum(deliveryStates),
    attempts: z.number().int(),
    nextTryAt: instantSchema.nullable(),
    triedAt: instantSchema.nullable(),
    status: z.number().int().nullable().describe("What the last try was answered."),
    answer: z.string().describe("The first characters of that answer's body."),
    millis: z.number().int().nullable(),
    trouble: z.enum(deliveryTroubles).nullable().describe("What kept it from an answer."),
  })
  .meta({ id: "WebhookDelivery" });
export type DeliveryView = z.infer<typeof deliveryViewSchema>;

export const sentAgainSchema = z.object({ sending: z.number().int().describe("How many are sent again.") });
