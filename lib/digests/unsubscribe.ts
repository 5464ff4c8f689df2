import { createHash, createHmac } from "node:crypto";
import { authSecret } from "@/lib/auth/secret";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { stop } from "./rhythm";

export function hashOf(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}

/**
 * What a digest's link holds, the same however often its e-mail is tried, for one that seemed lost may have come. The database keeps its hash
 * alone.
 */
export function secretOf(digestId: string): string {
  return createHmac("sha256", authSecret()).update(`unsubscribe ${digestId}`).digest("base64url");
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
