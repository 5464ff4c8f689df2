import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";
import { cutPage } from "@/lib/paging/page";
import { conversationFields, readerOf, said, viewConversations } from "./conversation-view";
import { type Discussed, getSubject } from "./subject";
import type { Discussion } from "./view";

/** Conversations on a page, each with a few comments of at most some thousand characters. */
export const conversationsAtOnce = 10;

interface DiscussionPage {
  about: Discussed;
  viewer: Viewer;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** What is said about something, what was begun last first, a page at a time. Throws "not-found" and "gone". */
export function findConversations({
  about,
  viewer,
  cursor,
  limit = conversationsAtOnce,
}: DiscussionPage): Promise<Discussion> {
  return showingRows(
    async () => {
      const reader = readerOf(viewer);
      const [subject, rows] = await Promise.all([
        getSubject(about),
        db().conversation.findMany({
          where: {
            ...{ subjectKind: about.kind, subjectId: about.id },
            ...(cursor && { id: { lt: cursor } }),
            comments: { some: said(reader) },
          },
          orderBy: { id: "desc" },
          take: limit + 1,
          select: conversationFields,
        }),
      ]);
      const { items, nextCursor } = cutPage(rows, limit);
      return { items: await viewConversations(items, subject, viewer), nextCursor };
    },
    // Every change of a comment is one of its conversation, and of a label one of its side. Of what a finding's circuit was read with
    // nothing is shown here: comments are rendered by it when they are saved. Why one is locked is written with the lock itself.
    () => ({
      topics: [`Conversation ${about.id}`, ...(about.kind === "feature" ? [`Naming ${about.id}`] : [])],
      insteadOf: ["Conversation", "Comment", "Label", "Circuit", "Run", "RunSet", "ModerationAct"],
    }),
  );
}
