import { z } from "zod";
import { db } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";
import { getWebhook, type OwnWebhook } from "./find-webhooks";
import { typeOf } from "./message";
import type { DeliveryView } from "./view";
import { type DeliveryState, deliveryTroubles } from "./webhook-words";

interface Asked extends OwnWebhook {
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** What was sent to one of one's own webhooks, the newest first, and what came of it. Throws "not-found". */
export async function findDeliveries({ cursor, limit = 20, ...own }: Asked): Promise<Page<DeliveryView>> {
  const webhook = await getWebhook(own);
  const rows = await db().webhookDelivery.findMany({
    where: { webhookId: webhook.id, ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: {
      ...{ id: true, eventId: true, attempts: true, nextTryAt: true, triedAt: true, deliveredAt: true },
      ...{ status: true, answer: true, millis: true, trouble: true },
      event: {
        select: {
          ...{ kind: true, at: true },
          bounty: { select: { slug: true, title: true, isShown: true, sponsorId: true } },
        },
      },
    },
  });
  const { items, nextCursor } = cutPage(rows, limit);
  return {
    nextCursor,
    items: items.map(({ event: { kind, at, bounty }, deliveredAt, trouble, ...delivery }) => ({
      ...{ ...delivery, type: typeOf(kind), at, state: stateOf(deliveredAt, delivery.nextTryAt) },
      trouble: z.enum(deliveryTroubles).nullable().parse(trouble),
      bounty:
        bounty && (bounty.isShown || bounty.sponsorId === own.ownerId)
          ? { slug: bounty.slug, title: bounty.title }
          : null,
    })),
  };
}

function stateOf(deliveredAt: Date | null, nextTryAt: Date | null): DeliveryState {
  if (nextTryAt) return "waiting";
  return deliveredAt ? "delivered" : "failed";
}
