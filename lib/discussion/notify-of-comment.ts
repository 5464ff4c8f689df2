import type { Transaction } from "@/lib/db/client";
import { notify, unlessOff, watchersOf } from "@/lib/notifications/notify";
import { watchDiscussed } from "@/lib/watching/watch";
import { commentPath } from "./comment-words";
import type { Discussed, DiscussedSubject } from "./subject";

interface Said {
  conversationId: string;
  commentId: string;
  authorId: string;
  about: Discussed;
  subject: Pick<DiscussedSubject, "title" | "authorId">;
  /** Whose label it is about. */
  labelAuthorId: string | null;
  mentioned: readonly string[];
}

/** Tells whom somebody mentions, and who watches what they talk about or made it; each once, however many reasons there are. */
export async function notifyOfComment(tx: Transaction, said: Said): Promise<void> {
  const { conversationId, commentId, authorId, about, subject, labelAuthorId, mentioned } = said;
  const told = {
    ...{ thing: `comment:${commentId}`, title: subject.title, actorId: authorId, commentId },
    path: commentPath(conversationId, commentId),
    ...(about.kind === "finding" && { findingId: about.id }),
  };
  await notify(tx, mentioned, { ...told, kind: "mention" });
  const makers = [subject.authorId, labelAuthorId].filter((each) => each !== null);
  const people = [...(await watchersOf(tx, about)), ...(await unlessOff(tx, makers, about))];
  await notify(tx, people, { ...told, kind: "reply" });
  await watchDiscussed(tx, authorId, about);
}
