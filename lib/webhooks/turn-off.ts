import type { Transaction } from "@/lib/db/client";
import { notify } from "@/lib/notifications/notify";
import type { OffReason } from "./webhook-words";

/** What waits for a webhook is not sent to it any more, unless its owner asks for it. */
export async function stopSending(tx: Transaction, webhookId: string): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { webhookId, nextTryAt: { not: null } },
    data: { nextTryAt: null },
  });
}

interface TurnedOff {
  id: string;
  ownerId: string;
  url: string;
  why: Exclude<OffReason, "owner">;
  at: Date;
}

/** Turns a webhook off for its owner, who is told; one that is off already stays as it is. */
export async function turnOff(tx: Transaction, { id, ownerId, url, why, at }: TurnedOff): Promise<void> {
  const { count } = await tx.webhook.updateMany({
    where: { id, offAt: null },
    data: { offAt: at, offReason: why },
  });
  if (count === 0) return;
  await stopSending(tx, id);
  await notify(tx, [ownerId], {
    ...{ kind: "webhook", thing: `webhook:${id}:${at.getTime()}`, actorId: null },
    ...{ title: new URL(url).host, path: `/settings/webhooks/${id}` },
  });
}
