import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { keeping } from "@/lib/limits/keeping";
import { asNewcomer } from "@/lib/limits/newcomers";
import { commentBytes } from "./comment-bytes";
import { notifyOfComment } from "./notify-of-comment";
import { refuseLinksOfNew, refuseRepeated } from "./refuse-comment";
import { renderComment } from "./render-comment";
import { type Discussed, getSubject } from "./subject";

interface Begun {
  about: Discussed;
  /** Of a feature: one of its labels. */
  labelId: string | null;
  authorId: string;
  byProgram: boolean;
  body: string;
}

/**
 * Begins a conversation with a first comment. Throws "not-found" and "gone" of what is not public, "unprocessable" for links of new accounts,
 * "too-many-requests" for the same words over and over and of new accounts, and what renderWriteUp and keeping throw.
 */
export async function startConversation(begun: Begun): Promise<{ id: string; comment: string }> {
  const { about, labelId, authorId, byProgram, body } = begun;
  const subject = await getSubject(about);
  const labelAuthorId = labelId === null ? null : await getLabelAuthor(about, labelId);
  return asNewcomer(authorId, "comment", async () => {
    const { writeUp, mentioned } = await renderComment(body, authorId, subject);
    await refuseLinksOfNew(authorId, body, writeUp);
    return keeping(authorId, commentBytes(body, writeUp), async (tx) => {
      await refuseRepeated(tx, authorId, body);
      const { id } = await tx.conversation.create({
        data: { subjectKind: about.kind, subjectId: about.id, labelId, startedById: authorId },
        select: { id: true },
      });
      const comment = await tx.comment.create({
        data: {
          ...{ conversationId: id, authorId, byProgram, body, writeUp },
          revisions: { create: { number: 1, body } },
        },
        select: { id: true },
      });
      await notifyOfComment(tx, {
        ...{ conversationId: id, commentId: comment.id, authorId },
        ...{ about, subject, labelAuthorId, mentioned },
      });
      return { id, comment: comment.id };
    });
  });
}

async function getLabelAuthor(about: Discussed, labelId: string): Promise<string | null> {
  const label = await db().label.findFirst({
    where: { id: labelId, withdrawnAt: null },
    select: { dictionaryId: true, index: true, authorId: true },
  });
  if (about.kind !== "feature" || !label || `${label.dictionaryId}.${label.index}` !== about.id)
    throw notFound("label of this feature");
  return label.authorId;
}
