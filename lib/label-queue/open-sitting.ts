import { Prisma, type Transaction } from "@/lib/db/client";
import { maxVisits, sittingMinutes } from "./queue-words";

export interface OpenSitting {
  id: string;
  startedAt: Date;
  /** Features that were gone on from. */
  done: number;
}

/** Of which sittings it may be asked whether they are open: neither ended nor left alone for too long. */
export const isOpenSitting = Prisma.sql`(s."endedAt" is null and s."seenAt" > now() - make_interval(mins => ${sittingMinutes}::int))`;

/**
 * The sitting that a member is in, or a new one. Holds the member's part of the queue until the transaction ends, so that two windows
 * are in one sitting and hold no more together than one may.
 */
export async function openSitting(tx: Transaction, memberId: string): Promise<OpenSitting> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended('label-queue ' || ${memberId}, 0))::text`;
  const [open] = await tx.$queryRaw<OpenSitting[]>`
    with open as (
      select s.id from "LabelSitting" s where s."memberId" = ${memberId}::uuid and ${isOpenSitting}
        and (select count(*) from "QueueVisit" v where v."sittingId" = s.id) < ${maxVisits}
      order by s.id desc limit 1)
    update "LabelSitting" s set "seenAt" = clock_timestamp() from open where s.id = open.id
    returning s.id, s."startedAt",
      (select count(*)::int from "QueueVisit" v where v."sittingId" = s.id and v."doneAt" is not null) as done`;
  if (open) return open;
  // Of a full one nothing is written any more: an act belongs to the latest.
  await tx.$executeRaw`
    update "LabelSitting" set "endedAt" = clock_timestamp() where "memberId" = ${memberId}::uuid and "endedAt" is null`;
  const { id, startedAt } = await tx.labelSitting.create({
    data: { memberId },
    select: { id: true, startedAt: true },
  });
  return { id, startedAt, done: 0 };
}
