import { db, Prisma } from "@/lib/db/client";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import { cutPage, type Page } from "@/lib/paging/page";
import type { FlagReason } from "./queue-words";

export interface Flag {
  id: string;
  at: Date;
  handle: string;
  reason: FlagReason;
  words: string | null;
  /** The path of the feature's page. */
  feature: string;
}

interface Row extends FeatureAddress, Omit<Flag, "feature"> {}

interface Asked {
  readerId: string;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** What people flagged in the queue and have not taken back, the latest first. For moderators, as the database knows them; nothing for others. */
export async function findFlags({ readerId, cursor, limit = 20 }: Asked): Promise<Page<Flag>> {
  const rows = await db().$queryRaw<Row[]>`
    select k.id, k.at, u.handle, k.reason, k.words, m.name as model, s.kind::text as kind, s.name as set, d.layer, k.index
    from "QueueMark" k join "User" u on u.id = k."memberId" and u."suspendedAt" is null
    join "Dictionary" d on d.id = k."dictionaryId" join "DictionarySet" s on s.id = d."setId"
    join "Model" m on m.id = s."modelId"
    where k.kind = 'flag' and k."takenBackAt" is null and ${cursor ? Prisma.sql`k.id < ${cursor}::uuid` : Prisma.sql`true`}
      and exists (select from "User" r where r.id = ${readerId}::uuid and r.role in ('moderator', 'administrator')
        and r."suspendedAt" is null)
    order by k.id desc limit ${limit + 1}`;
  const { items, nextCursor } = cutPage(rows, limit);
  return {
    nextCursor,
    items: items.map(({ id, at, handle, reason, words, ...address }) => ({
      ...{ id, at, handle, reason, words },
      feature: featurePath(address),
    })),
  };
}
