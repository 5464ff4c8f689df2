import { readReasons } from "@/lib/audit-log/read-standing";
import type { Viewer } from "@/lib/auth/viewer-type";
import { db, type Prisma } from "@/lib/db/client";
import { writeUpSchema } from "@/lib/findings/write-up/write-up";
import { latestShown } from "./comment-words";
import { mayResolve } from "./may-resolve";
import type { DiscussedSubject } from "./subject";
import type { CommentView, ConversationView } from "./view";

export const conversationFields = {
  ...{ id: true, subjectKind: true, subjectId: true, startedById: true, labelId: true },
  ...{ createdAt: true, version: true, resolvedAt: true, lockedAt: true },
  label: { select: { id: true, text: true, withdrawnAt: true, authorId: true } },
  resolvedBy: { select: { handle: true, name: true, suspendedAt: true } },
} as const satisfies Prisma.ConversationSelect;

export type ConversationRow = Prisma.ConversationGetPayload<{ select: typeof conversationFields }>;

/** The member who reads; null for a guest. */
export function readerOf(viewer: Viewer): string | null {
  return viewer.kind === "member" ? viewer.id : null;
}

/** The comments that make a conversation be there, for a reader: what everybody sees, and their own. */
export function said(reader: string | null): Prisma.CommentWhereInput {
  return { OR: [{ isPublic: true }, ...(reader ? [{ authorId: reader, deletedAt: null }] : [])] };
}

export const commentFields = {
  ...{ id: true, conversationId: true, authorId: true, byProgram: true, body: true, writeUp: true },
  ...{ revision: true, createdAt: true, updatedAt: true, deletedAt: true, isPublic: true },
  author: { select: { handle: true, name: true } },
} as const satisfies Prisma.CommentSelect;

type CommentRow = Prisma.CommentGetPayload<{ select: typeof commentFields }>;

/** A comment as a reader sees it. Of what was deleted not even by whom it was. */
export function commentView(comment: CommentRow, reader: string | null): CommentView {
  const { authorId, conversationId: _, writeUp, isPublic, author, ...shown } = comment;
  const isDeleted = shown.deletedAt !== null;
  return {
    ...shown,
    author: isDeleted ? null : author,
    writeUp: writeUpSchema.parse(writeUp),
    isHidden: !isDeleted && !isPublic,
    isMine: !isDeleted && reader !== null && authorId === reader,
  };
}

/** Conversations as a reader sees them, with the first comment of each and its latest. */
export async function viewConversations(
  rows: readonly ConversationRow[],
  subject: DiscussedSubject,
  viewer: Viewer,
): Promise<ConversationView[]> {
  const reader = readerOf(viewer);
  const ids = rows.map(({ id }) => id);
  const places = await db().$queryRaw<{ id: string; conversationId: string; count: number }[]>`
    select id, "conversationId", count from (
      select c.id, c."conversationId", count(*) over of_conversation ::int as count,
        row_number() over (partition by c."conversationId" order by c.id) as nth,
        row_number() over (partition by c."conversationId" order by c.id desc) as last
      from "Comment" c where c."conversationId" = any (${ids}::uuid[])
        and (c."isPublic" or c."deletedAt" is not null or c."authorId" = ${reader}::uuid)
      window of_conversation as (partition by c."conversationId")) places
    where nth = 1 or last <= ${latestShown}`;
  const locked = rows.flatMap(({ id, lockedAt }) => (lockedAt ? [id] : []));
  const [comments, reasons] = await Promise.all([
    db().comment.findMany({
      where: { id: { in: places.map(({ id }) => id) } },
      orderBy: { id: "asc" },
      select: commentFields,
    }),
    locked.length === 0 ? new Map<string, string>() : readReasons(db(), "conversation", locked, "lock"),
  ]);
  return rows.map((row) => {
    const { id, label, resolvedBy, createdAt, version, resolvedAt, lockedAt } = row;
    return {
      ...{ id, createdAt, version, resolvedAt },
      label: label && { id: label.id, text: label.withdrawnAt ? null : label.text },
      resolvedBy:
        resolvedBy && !resolvedBy.suspendedAt ? { handle: resolvedBy.handle, name: resolvedBy.name } : null,
      locked: lockedAt ? (reasons.get(id) ?? "") : null,
      mayResolve: viewer.kind === "member" && mayResolve(row, subject, viewer),
      count: places.find((place) => place.conversationId === id)?.count ?? 0,
      comments: comments
        .filter(({ conversationId }) => conversationId === id)
        .map((comment) => commentView(comment, reader)),
    };
  });
}
