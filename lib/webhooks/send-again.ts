import { db } from "@/lib/db/client";
import { databaseTime } from "@/lib/db/time";
import { AppError, notFound } from "@/lib/errors";
import { getWebhook, type OwnWebhook } from "./find-webhooks";

/** A delivery tried long ago is tried as often again. */
const again = (now: Date) => ({ attempts: 0, nextTryAt: now, deliveredAt: null });

async function openWebhook(own: OwnWebhook): Promise<void> {
  const { off } = await getWebhook(own);
  if (off) throw new AppError("conflict", "This webhook is off: turn it on first.");
}

/** Sends one of one's deliveries once more, also one that was delivered. Throws "not-found", and "conflict" of a webhook that is off. */
export async function sendAgain(own: OwnWebhook & { deliveryId: string }): Promise<void> {
  const { deliveryId, ...webhook } = own;
  await openWebhook(webhook);
  const { count } = await db().webhookDelivery.updateMany({
    where: { id: deliveryId, webhookId: own.id, webhook: { offAt: null } },
    data: again(await databaseTime()),
  });
  if (count === 0) throw notFound("delivery of this webhook");
}

/** Sends all that failed or was held back while the webhook was off. Throws as `sendAgain`. */
export async function sendFailedAgain(own: OwnWebhook): Promise<{ sending: number }> {
  await openWebhook(own);
  const { count } = await db().webhookDelivery.updateMany({
    where: {
      ...{ webhookId: own.id, deliveredAt: null, nextTryAt: null, webhook: { offAt: null } },
      event: { kind: { not: "test" } },
    },
    data: again(await databaseTime()),
  });
  return { sending: count };
}

/** Sends a message that tells of nothing, once, also to a webhook that is off. Throws "not-found". */
export async function sendTest(own: OwnWebhook): Promise<{ id: string }> {
  const { id: webhookId } = await getWebhook(own);
  const now = await databaseTime();
  const { deliveries } = await db().webhookEvent.create({
    data: {
      ...{ kind: "test", thing: `test:${crypto.randomUUID()}`, handedOutAt: now, at: now },
      deliveries: { create: { webhookId, nextTryAt: now } },
    },
    select: { deliveries: { select: { id: true } } },
  });
  const [made] = deliveries;
  if (!made) throw new Error("A delivery that was just made is not there.");
  return made;
}
