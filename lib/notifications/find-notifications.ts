import { z } from "zod";
import { db, type Prisma } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { cutPage, type Page } from "@/lib/paging/page";
import { notificationKinds } from "./notification-words";
import type { NotificationView } from "./view";

/** What a member is told of: only of what is public, and not of what they do not see any more. */
export function toldTo(memberId: string): Prisma.NotificationWhereInput {
  return {
    memberId,
    AND: [
      { OR: [{ commentId: null }, { comment: { isPublic: true } }] },
      { OR: [{ labelId: null }, { label: { withdrawnAt: null } }] },
      { OR: [{ findingId: null }, { finding: { publishedAt: { not: null } } }] },
      { OR: [{ bountyId: null }, { bounty: { isShown: true } }] },
    ],
  };
}

interface NotificationsPage {
  memberId: string;
  unread?: boolean | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** What somebody is told of, the latest first, a page at a time. For them alone. */
export async function findNotifications({
  memberId,
  unread,
  cursor,
  limit = 30,
}: NotificationsPage): Promise<Page<NotificationView>> {
  const rows = await db().notification.findMany({
    where: { ...toldTo(memberId), ...(unread && { readAt: null }), ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: {
      ...{ id: true, kind: true, title: true, path: true, createdAt: true, readAt: true },
      actor: { select: { handle: true, name: true, suspendedAt: true } },
    },
  });
  const { items, nextCursor } = cutPage(rows, limit);
  return {
    nextCursor,
    items: items.map(({ kind, actor, ...shown }) => ({
      ...shown,
      kind: z.enum(notificationKinds).parse(kind),
      actor: actor && !actor.suspendedAt ? { handle: actor.handle, name: actor.name } : null,
    })),
  };
}

/** More are "99+". */
const maxCounted = 100;

/** How many things somebody is told of that they have not read, counted up to a bound. */
export async function countUnread(memberId: string): Promise<number> {
  return db().notification.count({ where: { ...toldTo(memberId), readAt: null }, take: maxCounted });
}

/** Says whether one has read a notification; again it changes nothing. Throws "not-found". */
export async function setRead(memberId: string, id: string, isRead: boolean): Promise<void> {
  const { count } = await db().notification.updateMany({
    where: { id, memberId },
    data: { readAt: isRead ? new Date() : null },
  });
  if (count === 0) throw notFound("notification");
}

/** Says that one has read all that one was told of up to one of them: what came since is not read. */
export async function readUntil(memberId: string, until: string): Promise<void> {
  await db().notification.updateMany({
    where: { memberId, readAt: null, id: { lte: until } },
    data: { readAt: new Date() },
  });
}
