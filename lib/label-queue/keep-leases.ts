import { db } from "@/lib/db/client";
import { leaseSeconds } from "./queue-words";

interface Held {
  memberId: string;
  visits: readonly string[];
}

/** Renews what a member holds still, and keeps their sitting open. Tells which of the visits hold their features. */
export async function renewLeases({ memberId, visits }: Held): Promise<{ held: string[] }> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    with mine as (
      select q."dictionaryId", q.index, v."sittingId" from "QueueVisit" v
      join "QueuedFeature" q on q."dictionaryId" = v."dictionaryId" and q.index = v.index and q."visitId" = v.id
      where v.id = any(${[...visits]}::uuid[]) and v."memberId" = ${memberId}::uuid and v."doneAt" is null
        and q."leasedUntil" > now()
      order by 1, 2 for update of q),
    seen as (
      update "LabelSitting" s set "seenAt" = clock_timestamp() where s.id in (select "sittingId" from mine) and s."endedAt" is null)
    update "QueuedFeature" q set "leasedUntil" = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    from mine where q."dictionaryId" = mine."dictionaryId" and q.index = mine.index
    returning q."visitId" as id`;
  return { held: rows.map(({ id }) => id) };
}

/**
 * Gives features back: others may be shown them at once. `isDone` says that their visitor went on from them, so that they do not come
 * again in this sitting. What one does not hold any more is passed over.
 */
export async function returnLeases({ memberId, visits, isDone }: Held & { isDone: boolean }): Promise<void> {
  await db().$executeRaw`
    with mine as (
      select q."dictionaryId", q.index from "QueueVisit" v
      join "QueuedFeature" q on q."dictionaryId" = v."dictionaryId" and q.index = v.index and q."visitId" = v.id
      where v.id = any(${[...visits]}::uuid[]) and v."memberId" = ${memberId}::uuid
      order by 1, 2 for update of q),
    done as (
      update "QueueVisit" set "doneAt" = clock_timestamp()
      where id = any(${[...visits]}::uuid[]) and "memberId" = ${memberId}::uuid and "doneAt" is null and ${isDone})
    update "QueuedFeature" q set "leasedUntil" = null, "visitId" = null
    from mine where q."dictionaryId" = mine."dictionaryId" and q.index = mine.index`;
}
