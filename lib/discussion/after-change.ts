import { asTyped } from "@/lib/findings/write-up/as-typed";
import type { CommentView, ConversationView, Discussion } from "./view";

/*
 * What stands on a page as it will be once a change has come. What somebody says stands as it was typed until the site has rendered it.
 */

/** Who writes, as the page knows them. */
export interface Writer {
  handle: string;
  name: string | null;
}

/** A comment that the site has not told of yet has such an id. */
export const isUnderWay = (id: string) => id.startsWith("under-way-");

function underWay(body: string, author: Writer): CommentView {
  const now = new Date();
  return {
    ...{ id: `under-way-${now.getTime()}`, author, body, writeUp: asTyped(body), revision: 1 },
    ...{ createdAt: now, updatedAt: now, deletedAt: null, byProgram: false, isHidden: false, isMine: false },
  };
}

export function afterBegun(
  discussion: Discussion,
  { body, writer, label }: { body: string; writer: Writer; label: { id: string; text: string } | null },
): Discussion {
  const first = underWay(body, writer);
  const begun: ConversationView = {
    ...{ id: first.id, label, createdAt: first.createdAt, version: 0, count: 1, comments: [first] },
    ...{ resolvedAt: null, resolvedBy: null, locked: null, mayResolve: false },
  };
  return { ...discussion, items: [begun, ...discussion.items] };
}

const within = (
  discussion: Discussion,
  id: string,
  change: (conversation: ConversationView) => ConversationView,
): Discussion => ({
  ...discussion,
  items: discussion.items.map((each) => (each.id === id ? change(each) : each)),
});

export function afterSaid(
  discussion: Discussion,
  { conversation, body, writer }: { conversation: string; body: string; writer: Writer },
): Discussion {
  return within(discussion, conversation, (each) => ({
    ...each,
    count: each.count + 1,
    comments: [...each.comments, underWay(body, writer)],
  }));
}

const comments = (discussion: Discussion, id: string, change: (comment: CommentView) => CommentView) => ({
  ...discussion,
  items: discussion.items.map((each) => ({
    ...each,
    comments: each.comments.map((comment) => (comment.id === id ? change(comment) : comment)),
  })),
});

export function afterRevised(discussion: Discussion, { id, body }: { id: string; body: string }): Discussion {
  return comments(discussion, id, (comment) => ({ ...comment, body, writeUp: asTyped(body) }));
}

export function afterDeleted(discussion: Discussion, { id }: { id: string }): Discussion {
  return comments(discussion, id, (comment) => ({
    ...comment,
    ...{ body: "", writeUp: [], author: null, isMine: false, isHidden: false, deletedAt: new Date() },
  }));
}

export function afterResolved(
  discussion: Discussion,
  { conversation, isResolved, writer }: { conversation: string; isResolved: boolean; writer: Writer },
): Discussion {
  return within(discussion, conversation, (each) => ({
    ...each,
    resolvedAt: isResolved ? new Date() : null,
    resolvedBy: isResolved ? writer : null,
  }));
}
