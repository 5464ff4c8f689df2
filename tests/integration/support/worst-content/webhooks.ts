import { db } from "@/lib/db/client";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { maxWebhooks } from "@/lib/webhooks/webhook-words";
import type { Person } from "../people";

/** As many webhooks as one may have, with long addresses, and one that was sent much and answered at length. */
export async function createBusyWebhook(person: Person): Promise<string> {
  const url = `https://example.org/?${"a".repeat(1_970)}`;
  const made: string[] = [];
  for (let n = 0; n < maxWebhooks; n++)
    made.push((await createWebhook({ ownerId: person.id, url, scope: "own", bounties: [] })).made.id);
  const [id = ""] = made;
  const now = new Date();
  await db().webhookEvent.createMany({
    data: Array.from({ length: 300 }, (_, n) => ({ kind: "test", thing: `worst:${n}`, handedOutAt: now })),
  });
  const events = await db().webhookEvent.findMany({ select: { id: true } });
  await db().webhookDelivery.createMany({
    data: events.map((event) => ({
      ...{ webhookId: id, eventId: event.id, attempts: 8, triedAt: now, status: 500, millis: 9_999 },
      answer: "<&".repeat(250),
    })),
  });
  return id;
}
