import { z } from "zod";
import type { Subject } from "@/lib/audit-log/act";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";

const featureId = /^([0-9a-f-]{36})\.(\d{1,9})$/;

/** The feature that a subject's id names. Throws "not-found". */
export function featureOf(id: string): { dictionaryId: string; index: number } {
  const [, dictionaryId, index] = featureId.exec(id) ?? [];
  if (!z.uuid().safeParse(dictionaryId).success || !dictionaryId || !index) throw notFound("feature");
  return { dictionaryId, index: Number(index) };
}

/**
 * Whose something is that is or was public, hidden or not: null of what is nobody's, and of whoever's account is gone. Throws
 * "not-found", also of drafts and of what is private: of that moderators see no more than others.
 */
export async function findAuthor({ kind, id }: Subject): Promise<{ personId: string | null }> {
  if (kind === "feature") {
    const { dictionaryId, index } = featureOf(id);
    if ((await db().feature.count({ where: { dictionaryId, index } })) === 0) throw notFound("feature");
    return { personId: null };
  }
  if (!z.uuid().safeParse(id).success) throw notFound(kind);
  const found = await ofKind[kind](id);
  if (found === undefined) throw notFound(kind);
  return { personId: found };
}

const ofKind: Record<
  Exclude<Subject["kind"], "feature">,
  (id: string) => Promise<string | null | undefined>
> = {
  person: async (id) => (await db().user.findUnique({ where: { id }, select: { id: true } }))?.id,
  finding: async (id) => {
    const wasPublic = [{ publishedAt: { not: null } }, { keptPublishedAt: { not: null } }];
    return (
      await db().finding.findFirst({
        where: {
          id,
          deletedAt: null,
          OR: [...wasPublic, { hiddenAt: { not: null } }, { lockedAt: { not: null } }],
        },
        select: { authorId: true },
      })
    )?.authorId;
  },
  collection: async (id) =>
    (
      await db().collection.findFirst({
        where: { id, OR: [{ isPublic: true }, { keptPublic: true }, { hiddenAt: { not: null } }] },
        select: { ownerId: true },
      })
    )?.ownerId,
  label: labelAuthor,
  rationale: labelAuthor,
};

async function labelAuthor(id: string): Promise<string | null | undefined> {
  return (
    await db().label.findFirst({
      where: { id, OR: [{ withdrawnAt: null }, { keptStanding: true }, { hiddenAt: { not: null } }] },
      select: { authorId: true },
    })
  )?.authorId;
}
