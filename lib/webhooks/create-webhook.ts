import type { z } from "zod";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { holdKeeper } from "@/lib/limits/keeping";
import { viewOfWebhook, webhookSelect } from "./find-webhooks";
import { readGivenBounties } from "./given-bounties";
import { encryptSecret, makeSecret } from "./signing-secret";
import type { WebhookView } from "./view";
import type { newWebhookSchema } from "./webhook-schemas";
import { maxWebhooks } from "./webhook-words";

interface NewWebhook extends z.output<typeof newWebhookSchema> {
  ownerId: string;
}

/** Makes a webhook and tells its secret, which nobody is told again. Throws "conflict" for one too many, and what `readGivenBounties` throws. */
export async function createWebhook({
  ownerId,
  url,
  scope,
  bounties,
}: NewWebhook): Promise<{ secret: string; made: WebhookView }> {
  const secret = makeSecret();
  const made = await db().$transaction(async (tx) => {
    await holdKeeper(tx, ownerId);
    if ((await tx.webhook.count({ where: { ownerId } })) >= maxWebhooks)
      throw new AppError(
        "conflict",
        `You have ${maxWebhooks} webhooks, which is the most. Delete one that you no longer use.`,
      );
    const slugs = await readGivenBounties(tx, ownerId, bounties);
    return tx.webhook.create({
      data: { ownerId, url, scope, slugs, secret: encryptSecret(secret, ownerId) },
      select: webhookSelect,
    });
  });
  return { secret, made: viewOfWebhook(made) };
}
