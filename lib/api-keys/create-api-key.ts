import type { z } from "zod";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { holdKeeper } from "@/lib/limits/keeping";
import type { createApiKeySchema } from "./api-key-schemas";
import { viewOfKey, viewSelect } from "./find-api-keys";
import { hashOfKey, makeKey, startOfKey } from "./key-secret";
import type { ApiKeyView } from "./view";

/** Keys of one person that open something. */
export const maxKeys = 20;

const dayMillis = 24 * 60 * 60 * 1000;

interface NewKey extends z.output<typeof createApiKeySchema> {
  userId: string;
}

/** Makes a key and tells it, which nobody can do again. Throws "conflict" for one too many. */
export async function createApiKey({
  userId,
  name,
  scopes,
  days,
}: NewKey): Promise<{ key: string; made: ApiKeyView }> {
  const key = makeKey();
  const now = new Date();
  const made = await db().$transaction(async (tx) => {
    await holdKeeper(tx, userId);
    const open = { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
    if ((await tx.apiKey.count({ where: { userId, revokedAt: null, ...open } })) >= maxKeys)
      throw new AppError(
        "conflict",
        `You have ${maxKeys} keys, which is the most. Revoke one that you no longer use.`,
      );
    return tx.apiKey.create({
      data: {
        ...{ userId, name, scopes: [...new Set(scopes)] },
        ...{ secretHash: hashOfKey(key), start: startOfKey(key) },
        expiresAt: days === null ? null : new Date(now.getTime() + days * dayMillis),
      },
      select: viewSelect,
    });
  });
  return { key, made: viewOfKey(made) };
}
