import { createHash, randomBytes } from "node:crypto";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { stop } from "./rhythm";

export function hashOf(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}

/** What an e-mail's link holds; the database keeps its hash alone. */
export function makeSecret(): { secret: string; secretHash: Uint8Array<ArrayBuffer> } {
  const secret = randomBytes(32).toString("base64url");
  return { secret, secretHash: hashOf(secret) };
}

/** Ends somebody's digests, by the secret that one of them came with; again it changes nothing. Throws "not-found". */
export async function unsubscribe(secret: string): Promise<void> {
  const digest = await db().digest.findUnique({
    where: { secretHash: hashOf(secret) },
    select: { memberId: true },
  });
  if (!digest) throw notFound("digest with this link");
  await stop({ id: digest.memberId });
}
