import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { db, type Prisma } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { cutPage, type Page } from "@/lib/paging/page";
import {
  commentFields,
  commentView,
  conversationFields,
  readerOf,
  said,
  viewConversations,
} from "./conversation-view";
import { discussedOf, getSubject } from "./subject";
import type { CommentView, PlacedConversation } from "./view";

/**
 * A conversation with what it is about, as far as a reader sees both: one that nobody says anything in any more does not exist. Throws
 * "not-found", and "gone" where what it is about was public once.
 */
export async function getDiscussed(conversationId: string, reader: string | null) {
  const row = z.uuid().safeParse(conversationId).success
    ? await db().conversation.findFirst({
        where: { id: conversationId, comments: { some: said(reader) } },
        select: conversationFields,
      })
    : null;
  if (!row) throw notFound("conversation");
  return { row, subject: await getSubject(discussedOf(row)) };
}

/** A conversation with its first comment and its latest. Throws the same. */
export async function getConversation(conversationId: string, viewer: Viewer): Promise<PlacedConversation> {
  const { row, subject } = await getDiscussed(conversationId, readerOf(viewer));
  const [view] = await viewConversations([row], subject, viewer);
  if (!view) throw notFound("conversation");
  const { title, path } = subject;
  return { ...view, about: { title, path } };
}

const commentsAtOnce = 50;

/** The comments that have a place in a conversation, for a reader: also those that were deleted. */
function placesOf(conversationId: string, reader: string | null): Prisma.CommentWhereInput {
  return {
    conversationId,
    OR: [{ isPublic: true }, { deletedAt: { not: null } }, ...(reader ? [{ authorId: reader }] : [])],
  };
}

/**
 * Where the page begins that has a comment, of those that are walked from the first on; undefined of the first page, and of a comment that
 * the reader is not shown there.
 */
export async function findPageOfComment(
  conversationId: string,
  commentId: string,
  viewer: Viewer,
): Promise<string | undefined> {
  const where = placesOf(conversationId, readerOf(viewer));
  if ((await db().comment.count({ where: { ...where, id: commentId } })) === 0) return undefined;
  const before = await db().comment.count({ where: { ...where, id: { lt: commentId } } });
  const start = Math.floor(before / commentsAtOnce) * commentsAtOnce;
  if (start === 0) return undefined;
  const last = await db().comment.findFirst({
    ...{ where, orderBy: { id: "asc" }, skip: start - 1 },
    select: { id: true },
  });
  return last?.id;
}

interface CommentsPage {
  conversationId: string;
  viewer: Viewer;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** What was said in a conversation, from the first on, a page at a time. Throws the same. */
export async function findComments({
  conversationId,
  viewer,
  cursor,
  limit = commentsAtOnce,
}: CommentsPage): Promise<Page<CommentView>> {
  const reader = readerOf(viewer);
  await getDiscussed(conversationId, reader);
  const rows = await db().comment.findMany({
    where: { ...placesOf(conversationId, reader), ...(cursor && { id: { gt: cursor } }) },
    orderBy: { id: "asc" },
    take: limit + 1,
    select: commentFields,
  });
  const { items, nextCursor } = cutPage(rows, limit);
  return { nextCursor, items: items.map((row) => commentView(row, reader)) };
}
