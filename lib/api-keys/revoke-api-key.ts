import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

/**
 * Ends one of a person's keys at once. Its row stays a month, so that whoever still sends it is told why. Somebody else's key
 * does not exist here. Throws "not-found".
 */
export async function revokeApiKey({ userId, keyId }: { userId: string; keyId: string }): Promise<void> {
  const revoked = await db().apiKey.updateMany({
    where: { id: keyId, userId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  if (revoked.count === 0)
    throw new AppError("not-found", "There is no such key; it may have been revoked already.");
}
