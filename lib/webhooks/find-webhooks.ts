import { z } from "zod";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { cutPage, type Page } from "@/lib/paging/page";
import type { WebhookView } from "./view";
import { offReasons, webhookScopes } from "./webhook-words";

export const webhookSelect = {
  ...{ id: true, url: true, scope: true, slugs: true, createdAt: true },
  ...{ offAt: true, offReason: true, failures: true, failingSince: true },
} as const;

interface StoredWebhook extends Omit<WebhookView, "scope" | "bounties" | "off"> {
  scope: string;
  slugs: string[];
  offAt: Date | null;
  offReason: string | null;
}

export function viewOfWebhook({ scope, slugs, offAt, offReason, ...webhook }: StoredWebhook): WebhookView {
  return {
    ...{ ...webhook, scope: z.enum(webhookScopes).parse(scope), bounties: slugs },
    off: offAt && { at: offAt, why: z.enum(offReasons).parse(offReason) },
  };
}

interface WebhooksPage {
  ownerId: string;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** One's own webhooks, the newest first, a page at a time. */
export async function findWebhooks({
  ownerId,
  cursor,
  limit = 20,
}: WebhooksPage): Promise<Page<WebhookView>> {
  const rows = await db().webhook.findMany({
    where: { ownerId, ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: webhookSelect,
  });
  return cutPage(rows.map(viewOfWebhook), limit);
}

export interface OwnWebhook {
  id: string;
  /** To anybody else it is not there. */
  ownerId: string;
}

/** One of one's own webhooks. Throws "not-found". */
export async function getWebhook({ id, ownerId }: OwnWebhook): Promise<WebhookView> {
  const row = await db().webhook.findFirst({ where: { id, ownerId }, select: webhookSelect });
  if (!row) throw notFound("webhook of yours");
  return viewOfWebhook(row);
}
