import { z } from "zod";
import { outsideUrlSchema } from "@/lib/outside/outside-url";
import { maxGivenBounties, webhookScopes } from "./webhook-words";

const given = z
  .array(z.string())
  .max(maxGivenBounties, `At most ${maxGivenBounties} bounties.`)
  // Of the list, whose field says it.
  .refine(
    (slugs) => slugs.every((slug) => /^[a-z0-9][a-z0-9-]{0,59}$/.test(slug)),
    "Give the last part of each bounty's address.",
  )
  .describe("Only of these of them, by the last part of their addresses; of all where none is given.");

export const newWebhookSchema = z.object({
  url: outsideUrlSchema.describe("https, on port 443 or 8443, by a name that leads to public addresses."),
  scope: z
    .enum(webhookScopes)
    .default("own")
    .describe("Of which bounties it is told: those one sponsors, or all that are public."),
  bounties: given.default([]),
});

export const changedWebhookSchema = newWebhookSchema.extend({
  scope: z.enum(webhookScopes),
  bounties: given.optional().meta({ description: "As when it is made; left out, what stands stays." }),
  isOn: z.boolean().describe("Whether anything is sent to it."),
});
