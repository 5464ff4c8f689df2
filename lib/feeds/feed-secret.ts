import { createHash, randomBytes } from "node:crypto";
import { db } from "@/lib/db/client";

function hashOf(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}

/** A secret for the address of a member's own feed, told this once. One that was made before opens nothing from now on. */
export async function makeFeedSecret(userId: string): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  const made = { secretHash: hashOf(secret), createdAt: new Date() };
  await db().feedSecret.upsert({ where: { userId }, create: { userId, ...made }, update: made });
  return secret;
}

/** From now on no address opens it. */
export async function deleteFeedSecret(userId: string): Promise<void> {
  await db().feedSecret.deleteMany({ where: { userId } });
}

/** When the secret that opens it was made; null where none does. */
export async function findFeedSecret(userId: string): Promise<Date | null> {
  const made = await db().feedSecret.findUnique({ where: { userId }, select: { createdAt: true } });
  return made?.createdAt ?? null;
}

export interface FeedReader {
  id: string;
  handle: string;
  createdAt: Date;
}

/** Whose feed a secret opens; null of one that opens none, and while the account is suspended. */
export async function findFeedReader(secret: string): Promise<FeedReader | null> {
  const found = await db().feedSecret.findFirst({
    where: { secretHash: hashOf(secret), user: { suspendedAt: null } },
    select: { user: { select: { id: true, handle: true, createdAt: true } } },
  });
  return found?.user ?? null;
}
