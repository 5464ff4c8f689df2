import { db } from "@/lib/db/client";
import type { SessionView } from "./view";

/** The browsers a person is signed in with, the latest seen first. */
export async function findSessions({
  userId,
  sessionId,
}: {
  userId: string;
  sessionId: string;
}): Promise<SessionView[]> {
  const sessions = await db().session.findMany({
    where: { userId, expiresAt: { gt: new Date() } },
    orderBy: { seenAt: "desc" },
    take: 100,
    select: { id: true, userAgent: true, createdAt: true, seenAt: true },
  });
  return sessions.map((session) => ({ ...session, current: session.id === sessionId }));
}
