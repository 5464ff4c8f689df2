import type { z } from "zod";
import { db } from "@/lib/db/client";
import { databaseTime } from "@/lib/db/time";
import { notFound } from "@/lib/errors";
import type { OwnWebhook } from "./find-webhooks";
import { readGivenBounties } from "./given-bounties";
import { encryptSecret, makeSecret } from "./signing-secret";
import { stopSending } from "./turn-off";
import type { changedWebhookSchema } from "./webhook-schemas";

type Change = OwnWebhook & z.output<typeof changedWebhookSchema>;

/**
 * Sends to another address, of other bounties, or not any more; turned on again, nothing of what failed counts. Throws "not-found",
 * and what `readGivenBounties` throws.
 */
export async function updateWebhook({ id, ownerId, url, scope, bounties, isOn }: Change): Promise<void> {
  await db().$transaction(async (tx) => {
    const [held] = await tx.$queryRaw<{ isOn: boolean }[]>`
      select "offAt" is null as "isOn" from "Webhook" where id = ${id}::uuid and "ownerId" = ${ownerId}::uuid for update`;
    if (!held) throw notFound("webhook of yours");
    const slugs = bounties && (await readGivenBounties(tx, ownerId, bounties));
    const turned = isOn
      ? { offAt: null, offReason: null, failures: 0, failingSince: null }
      : { offAt: await databaseTime(tx), offReason: "owner" };
    await tx.webhook.update({
      where: { id },
      data: { url, scope, ...(slugs && { slugs }), ...(isOn !== held.isOn && turned) },
      select: { id: true },
    });
    if (!isOn) await stopSending(tx, id);
  });
}

/** Throws "not-found". */
export async function deleteWebhook(own: OwnWebhook): Promise<void> {
  const { count } = await db().webhook.deleteMany({ where: own });
  if (count === 0) throw notFound("webhook of yours");
}

/** Signs from now on with a new secret, which is told this once. Throws "not-found". */
export async function renewSecret({ id, ownerId }: OwnWebhook): Promise<{ secret: string }> {
  const secret = makeSecret();
  const { count } = await db().webhook.updateMany({
    where: { id, ownerId },
    data: { secret: encryptSecret(secret, ownerId) },
  });
  if (count === 0) throw notFound("webhook of yours");
  return { secret };
}
