import { z } from "zod";
import { db } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";
import type { SessionView } from "./view";

/** When the last session before the page was seen, and its id. */
export const sessionCursor = z
  .string()
  .transform((text) => text.split("_", 2))
  .pipe(z.tuple([z.iso.datetime(), z.uuid()]))
  .transform(([seenAt, id]) => ({ seenAt: new Date(seenAt), id }));

interface SessionsPage {
  userId: string;
  sessionId: string;
  cursor?: z.output<typeof sessionCursor>;
  limit?: number;
}

/** The browsers a person is signed in with, the latest seen first, a page at a time. */
export async function findSessions({
  userId,
  sessionId,
  cursor,
  limit = 20,
}: SessionsPage): Promise<Page<SessionView>> {
  const sessions = await db().session.findMany({
    where: { userId, expiresAt: { gt: new Date() }, ...(cursor && { OR: after(cursor) }) },
    orderBy: [{ seenAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: { id: true, userAgent: true, createdAt: true, seenAt: true },
  });
  const views = sessions.map((session) => ({ ...session, current: session.id === sessionId }));
  return cutPage(views, limit, ({ seenAt, id }) => `${seenAt.toISOString()}_${id}`);
}

function after({ seenAt, id }: z.output<typeof sessionCursor>) {
  return [{ seenAt: { lt: seenAt } }, { seenAt, id: { lt: id } }];
}
