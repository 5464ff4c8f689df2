import { db } from "@/lib/db/client";
import { addComment } from "@/lib/discussion/add-comment";
import { maxComment } from "@/lib/discussion/comment-words";
import { conversationsAtOnce } from "@/lib/discussion/find-conversations";
import { startConversation } from "@/lib/discussion/start-conversation";
import { featureSubject } from "@/lib/discussion/subject";
import type { FeatureAddress } from "@/lib/features/feature-address";
import { getFeatureKeys } from "@/lib/features/feature-row";
import { createPerson } from "../people";

const comments = 60;

/** As many long conversations about a feature as a page shows, each comment as long as may be. Returns the first, and a comment that says something else each time it was said anew. */
export async function createWorstDiscussion(
  feature: FeatureAddress,
): Promise<{ conversation: string; comment: string }> {
  const about = featureSubject(await getFeatureKeys(feature));
  const { id: authorId } = await createPerson("moderator");
  // Each pair of characters is an element of its own where it is shown.
  const bodyOf = (n: number) => `${n} ${"*a*".repeat(maxComment / 3)}`.slice(0, maxComment - 2);
  const said = { labelId: null, authorId, byProgram: false };
  const { id, comment } = await startConversation({ about, ...said, body: bodyOf(0) });
  await addComment({ conversationId: id, ...said, body: bodyOf(1) });
  const { body, writeUp } = await db().comment.findUniqueOrThrow({ where: { id: comment } });
  const copies = (conversationId: string) =>
    Array.from({ length: comments }, () => ({ conversationId, authorId, body, writeUp: writeUp ?? [] }));
  await db().comment.createMany({ data: copies(id) });
  for (let n = 1; n <= conversationsAtOnce; n++) {
    const { subjectKind, subjectId } = { subjectKind: about.kind, subjectId: about.id };
    const made = await db().conversation.create({ data: { subjectKind, subjectId, startedById: authorId } });
    await db().comment.createMany({ data: copies(made.id) });
  }
  await db().commentRevision.createMany({
    data: Array.from({ length: 30 }, (_, n) => ({
      ...{ commentId: comment, number: n + 2 },
      body: `${n}w `.repeat(maxComment).slice(0, maxComment),
    })),
  });
  return { conversation: id, comment };
}
