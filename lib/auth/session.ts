import { createHash, randomBytes } from "node:crypto";
import { db } from "@/lib/db/client";
import type { Suspension } from "./suspension";
import type { ViewerRole } from "./viewer-type";

export const sessionDays = 30;
const dayMillis = 24 * 60 * 60 * 1000;
/** The age at which "last seen" is written again, so that a session costs a write an hour and not one a page. */
const seenEveryMillis = 60 * 60 * 1000;

export interface SessionUser {
  sessionId: string;
  id: string;
  handle: string;
  name: string | null;
  role: ViewerRole;
  suspension: Suspension | null;
}

function hashOf(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}

/** Starts a session and returns its secret, which only the browser's cookie keeps. */
export async function createSession(userId: string, userAgent: string | null): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  await db().session.create({
    data: {
      userId,
      secretHash: hashOf(secret),
      userAgent: userAgent?.slice(0, 300) ?? null,
      expiresAt: new Date(Date.now() + sessionDays * dayMillis),
    },
  });
  return secret;
}

/** The person whose session a secret opens. Null once it ended or expired. Who is suspended has no role above a member's. */
export async function findSessionUser(secret: string): Promise<SessionUser | null> {
  const session = await db().session.findFirst({
    where: { secretHash: hashOf(secret), expiresAt: { gt: new Date() } },
    select: {
      ...{ id: true, seenAt: true },
      user: {
        select: {
          ...{ id: true, handle: true, name: true, role: true },
          ...{ suspendedAt: true, suspendedUntil: true, suspensionReason: true },
        },
      },
    },
  });
  if (!session) return null;
  if (Date.now() - session.seenAt.getTime() > seenEveryMillis) {
    await db().session.updateMany({
      where: { id: session.id, seenAt: session.seenAt },
      data: { seenAt: new Date() },
    });
  }
  const { suspendedAt, suspendedUntil: until, suspensionReason, role, ...user } = session.user;
  return {
    ...{ sessionId: session.id, ...user, role: suspendedAt ? "member" : role },
    suspension: suspendedAt ? { reason: suspensionReason ?? "", until } : null,
  };
}

export async function endSessionBySecret(secret: string): Promise<void> {
  await db().session.deleteMany({ where: { secretHash: hashOf(secret) } });
}
