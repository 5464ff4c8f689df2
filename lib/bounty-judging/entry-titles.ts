import { Prisma, type Transaction } from "@/lib/db/client";

/** The title that an entry `e` had when its latest version `v` was committed to; null where its finding was deleted since. */
export const titleOfEntry = Prisma.sql`(select r.title from "FindingRevision" r where r."findingId" = e."findingId" and r.number = v.revision)`;

/** The same of all entries of a bounty, by their ids. */
export async function readTitles(tx: Transaction, bountyId: string): Promise<Map<string, string | null>> {
  const rows = await tx.$queryRaw<{ id: string; title: string | null }[]>`
    select e.id, ${titleOfEntry} as title from "BountyEntry" e join "EntryVersion" v on v."entryId" = e.id and v.number = e.latest
    where e."bountyId" = ${bountyId}::uuid`;
  return new Map(rows.map(({ id, title }) => [id, title]));
}
