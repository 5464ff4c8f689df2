import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";

/** Deletes one's own draft. What is published stays: others may build on it. Throws "not-found". */
export async function deleteDraft({
  findingId,
  authorId,
}: {
  findingId: string;
  authorId: string;
}): Promise<void> {
  const deleted = await db().finding.deleteMany({ where: { id: findingId, authorId, publishedAt: null } });
  if (deleted.count === 0) throw notFound("draft of yours");
}
