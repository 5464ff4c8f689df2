import { z } from "zod";
import { db, type Prisma } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";
import { type ActKind, type ActView, actKinds, type LoggedSubject, loggedKinds } from "./act";
import { describeSubjects } from "./describe-subjects";

/** The number of the last act before the page. */
export const actCursor = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

export interface ActFilter {
  kind?: ActKind | undefined;
  subjectKind?: LoggedSubject["kind"] | undefined;
  subjectId?: string | undefined;
  /** Handles: who did it, and whom it concerns. */
  by?: string | undefined;
  concerns?: string | undefined;
}

interface ActsPage {
  cursor?: number | undefined;
  limit?: number | undefined;
}

/** What moderators did, the latest first, a page at a time. */
export async function findActs({
  cursor,
  limit = 20,
  ...filter
}: ActFilter & ActsPage): Promise<Page<ActView>> {
  const [actorId, personId] = await Promise.all([idOf(filter.by), idOf(filter.concerns)]);
  // Nobody has that handle.
  if (actorId === null || personId === null) return { items: [], nextCursor: null };
  return find(
    {
      ...(filter.kind && { kind: filter.kind }),
      ...(filter.subjectKind && { subjectKind: filter.subjectKind }),
      ...(filter.subjectId && { subjectId: filter.subjectId }),
      ...(actorId && { actorId }),
      ...(personId && { personId }),
    },
    { cursor, limit },
  );
}

/** What moderators did that concerns somebody, for them. */
export async function findActsConcerning({
  personId,
  cursor,
  limit = 20,
}: ActsPage & { personId: string }): Promise<Page<ActView>> {
  const page = await find({ personId, kind: { not: "dismiss" } }, { cursor, limit });
  // Who did it is for moderators to know: whom it concerns answers to the site, not to one of them.
  return { ...page, items: page.items.map((each) => ({ ...each, actor: null })) };
}

async function idOf(handle: string | undefined): Promise<string | null | undefined> {
  if (handle === undefined || handle === "") return undefined;
  return (await db().user.findUnique({ where: { handle }, select: { id: true } }))?.id ?? null;
}

async function find(
  where: Prisma.ModerationActWhereInput,
  { cursor, limit }: { cursor: number | undefined; limit: number },
): Promise<Page<ActView>> {
  const rows = await db().moderationAct.findMany({
    where: { ...where, ...(cursor && { id: { lt: BigInt(cursor) } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const { items, nextCursor } = cutPage(rows, limit, ({ id }) => String(id));
  const people = await db().user.findMany({
    where: { id: { in: items.flatMap(({ actorId, personId }) => [actorId ?? [], personId ?? []].flat()) } },
    select: { id: true, handle: true, name: true },
  });
  const personOf = (id: string | null) => {
    const person = people.find((each) => each.id === id);
    return person ? { handle: person.handle, name: person.name } : null;
  };
  const subjects = items.map(({ subjectKind, subjectId }) => ({
    kind: z.enum(loggedKinds).parse(subjectKind),
    id: subjectId,
  }));
  const described = await describeSubjects(subjects, "moderators");
  return {
    nextCursor,
    items: items.map(({ id, at, kind, actorId, personId, reason, until }, i) => {
      const subject = subjects[i] ?? { kind: "person" as const, id: "" };
      return {
        ...{ id: String(id), at, kind: z.enum(actKinds).parse(kind), reason, until, subject },
        ...described(subject),
        ...{ actor: personOf(actorId), person: personOf(personId) },
      };
    }),
  };
}
