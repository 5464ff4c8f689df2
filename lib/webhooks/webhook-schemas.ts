import { z } from "zod";
import { outsideUrlSchema } from "@/lib/outside/outside-url";
import { webhookScopes } from "./webhook-words";

export const newWebhookSchema = z.object({
  url: outsideUrlSchema.describe("https, on port 443 or 8443, by a name that leads to public addresses."),
  scope: z
    .enum(webhookScopes)
    .default("own")
    .describe("Of which bounties it is told: those one sponsors, or all that are public."),
});

export const changedWebhookSchema = newWebhookSchema.extend({
  scope: z.enum(webhookScopes),
  isOn: z.boolean().describe("Whether anything is sent to it."),
});
