import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
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
  limit = 50,
}: CommentsPage): Promise<Page<CommentView>> {
  const reader = readerOf(viewer);
  await getDiscussed(conversationId, reader);
  const rows = await db().comment.findMany({
    where: {
      conversationId,
      ...(cursor && { id: { gt: cursor } }),
      OR: [{ isPublic: true }, { deletedAt: { not: null } }, ...(reader ? [{ authorId: reader }] : [])],
    },
    orderBy: { id: "asc" },
    take: limit + 1,
    select: commentFields,
  });
  const { items, nextCursor } = cutPage(rows, limit);
  return { nextCursor, items: items.map((row) => commentView(row, reader)) };
}
