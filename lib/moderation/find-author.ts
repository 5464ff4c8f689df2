import { z } from "zod";
import type { Subject } from "@/lib/audit-log/act";
import { db, type Prisma } from "@/lib/db/client";
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
export async function findAuthor(subject: Subject): Promise<{ personId: string | null }> {
  return find(subject, false);
}

/** The same of what everybody sees at present. */
export async function findPublicAuthor(subject: Subject): Promise<{ personId: string | null }> {
  return find(subject, true);
}

async function find({ kind, id }: Subject, publicOnly: boolean): Promise<{ personId: string | null }> {
  if (kind === "feature") {
    const { dictionaryId, index } = featureOf(id);
    if ((await db().feature.count({ where: { dictionaryId, index } })) === 0) throw notFound("feature");
    return { personId: null };
  }
  if (!z.uuid().safeParse(id).success) throw notFound(kind);
  const found = await ofKind[kind](id, publicOnly);
  if (found === undefined) throw notFound(kind);
  return { personId: found };
}

type AuthorOf = (id: string, publicOnly: boolean) => Promise<string | null | undefined>;

/** Among the rows that are public; else those that were too, which bear a mark of it. */
const among = <Where>(isPublic: Where, others: Where[], publicOnly: boolean) => ({
  OR: publicOnly ? [isPublic] : [isPublic, ...others],
});

const set = { not: null };

const labelAuthor: AuthorOf = async (id, publicOnly) => {
  const seen = among<Prisma.LabelWhereInput>(
    { withdrawnAt: null },
    [{ keptStanding: true }, { hiddenAt: set }],
    publicOnly,
  );
  return (await db().label.findFirst({ where: { id, ...seen }, select: { authorId: true } }))?.authorId;
};

const ofKind: Record<Exclude<Subject["kind"], "feature">, AuthorOf> = {
  person: async (id, publicOnly) =>
    (
      await db().user.findFirst({
        where: { id, ...(publicOnly && { suspendedAt: null }) },
        select: { id: true },
      })
    )?.id,
  finding: async (id, publicOnly) => {
    const seen = among<Prisma.FindingWhereInput>(
      { publishedAt: set },
      [{ keptPublishedAt: set }, { hiddenAt: set }, { lockedAt: set }],
      publicOnly,
    );
    const where = { id, deletedAt: null, ...seen };
    return (await db().finding.findFirst({ where, select: { authorId: true } }))?.authorId;
  },
  collection: async (id, publicOnly) => {
    const seen = among<Prisma.CollectionWhereInput>(
      { isPublic: true },
      [{ keptPublic: true }, { hiddenAt: set }],
      publicOnly,
    );
    return (await db().collection.findFirst({ where: { id, ...seen }, select: { ownerId: true } }))?.ownerId;
  },
  family: async (id, publicOnly) => {
    const seen = among<Prisma.FamilyWhereInput>(
      { isPublic: true },
      [{ keptPublic: true }, { hiddenAt: set }],
      publicOnly,
    );
    return (await db().family.findFirst({ where: { id, ...seen }, select: { ownerId: true } }))?.ownerId;
  },
  experiment: async (id, publicOnly) => {
    const seen = among<Prisma.ExperimentWhereInput>(
      { isPublic: true },
      [{ keptPublic: true }, { hiddenAt: set }],
      publicOnly,
    );
    const over = publicOnly ? { version: { family: { isPublic: true } } } : {};
    const where = { id, ...seen, ...over };
    return (await db().experiment.findFirst({ where, select: { ownerId: true } }))?.ownerId;
  },
  comment: async (id, publicOnly) => {
    const seen = among<Prisma.CommentWhereInput>(
      { isPublic: true },
      [{ keptPublic: true }, { hiddenAt: set }],
      publicOnly,
    );
    return (
      await db().comment.findFirst({ where: { id, deletedAt: null, ...seen }, select: { authorId: true } })
    )?.authorId;
  },
  conversation: async (id, publicOnly) => {
    const seen = among<Prisma.CommentWhereInput>({ isPublic: true }, [{ keptPublic: true }], publicOnly);
    const where = { id, comments: { some: seen } };
    return (await db().conversation.findFirst({ where, select: { startedById: true } }))?.startedById;
  },
  project: async (id, publicOnly) => {
    const where = { id, deletedAt: null, ...(publicOnly && { isShown: true }) };
    return (await db().project.findFirst({ where, select: { creatorId: true } }))?.creatorId;
  },
  bounty: async (id, publicOnly) => {
    const where = { id, openedAt: { not: null }, ...(publicOnly && { isShown: true }) };
    return (await db().bounty.findFirst({ where, select: { sponsorId: true } }))?.sponsorId;
  },
  wanted: async (id, publicOnly) => {
    const where = { id, withdrawnAt: null, ...(publicOnly && { isShown: true }) };
    return (await db().wantedItem.findFirst({ where, select: { askerId: true } }))?.askerId;
  },
  label: labelAuthor,
  rationale: labelAuthor,
};
