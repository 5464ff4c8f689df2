import { db } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";
import { keyScopes } from "./key-scopes";
import type { ApiKeyView } from "./view";

interface KeysPage {
  userId: string;
  /** The id of the last key before the page. */
  cursor?: string | undefined;
  limit?: number | undefined;
}

export const viewSelect = {
  ...{ id: true, name: true, start: true, scopes: true },
  ...{ createdAt: true, usedAt: true, expiresAt: true },
} as const;

/** A person's keys that were not revoked, the newest first. What has expired is among them until it is tidied away. */
export async function findApiKeys({ userId, cursor, limit = 20 }: KeysPage): Promise<Page<ApiKeyView>> {
  const keys = await db().apiKey.findMany({
    where: { userId, revokedAt: null, ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: viewSelect,
  });
  return cutPage(keys.map(viewOfKey), limit);
}

type StoredKey = Omit<ApiKeyView, "scopes"> & { scopes: string[] };

export function viewOfKey({ scopes, ...key }: StoredKey): ApiKeyView {
  return { ...key, scopes: keyScopes.filter((scope) => scope === "read" || scopes.includes(scope)) };
}
