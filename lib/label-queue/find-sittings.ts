import { db, Prisma } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";
import { isOpenSitting } from "./open-sitting";
import { mayRevert } from "./revert-sitting";
import type { SittingView } from "./view";

interface Asked {
  readerId: string;
  /** Whose: one's own where left out; of others only moderators are told. */
  handle?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** The sittings of a member, the latest first, with what was done in each. None of anybody else's but for moderators. */
export async function findSittings({
  readerId,
  handle,
  cursor,
  limit = 20,
}: Asked): Promise<Page<SittingView>> {
  const owner = handle
    ? Prisma.sql`(select id from "User" where handle = ${handle})`
    : Prisma.sql`${readerId}::uuid`;
  const done = (kind: string) =>
    Prisma.sql`(select count(*)::int from "LabelEvent" e where e."sittingId" = s.id and e.kind = ${kind})`;
  const marks = (kind: string) =>
    Prisma.sql`(select count(*)::int from "QueueMark" k where k."sittingId" = s.id and k.kind = ${kind}::"QueueMarkKind")`;
  const rows = await db().$queryRaw<SittingView[]>`
    select s.id, s."startedAt", s."seenAt", ${isOpenSitting} as "isOpen", s."revertedAt",
      (select count(*)::int from "QueueVisit" v where v."sittingId" = s.id and v."doneAt" is not null) as features,
      ${done("proposed")} as proposals, ${done("voted")} as votes, ${done("answered")} as answers,
      (select count(distinct (e."dictionaryId", e.index))::int from "JudgementEvent" e where e."sittingId" = s.id) as judgements,
      ${marks("skip")} as skips, ${marks("flag")} as flags
    from "LabelSitting" s
    where s."memberId" = ${owner} and ${mayRevert(readerId)}
      and ${cursor ? Prisma.sql`s.id < ${cursor}::uuid` : Prisma.sql`true`}
    order by s.id desc limit ${limit + 1}`;
  return cutPage(rows, limit);
}
