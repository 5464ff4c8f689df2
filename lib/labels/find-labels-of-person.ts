import { labelStanding } from "@/lib/circuit-format/label-standing";
import { db, Prisma } from "@/lib/db/client";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import { cutPage, type Page } from "@/lib/paging/page";
import type { PersonsLabel } from "./view";

interface Row extends FeatureAddress {
  id: string;
  text: string;
  side: "input" | "output";
  state: string | null;
  votesFor: number;
  votesAgainst: number;
  createdAt: Date;
}

/** What somebody proposed and has not taken back, the latest first, a page at a time; nothing of who is suspended. */
export async function findLabelsOfPerson({
  handle,
  cursor,
  limit = 20,
}: {
  handle: string;
  cursor?: string | undefined;
  limit?: number;
}): Promise<Page<PersonsLabel>> {
  const rows = await db().$queryRaw<Row[]>`
    select l.id, l.text, l.side::text as side, l."votesFor", l."votesAgainst", l."createdAt",
      case when n."leaderId" = l.id then n.state::text end as state,
      m.name as model, s.kind::text as kind, s.name as set, d.layer, l.index
    from "User" u join "Label" l on l."authorId" = u.id and l."withdrawnAt" is null
    join "Naming" n on n."dictionaryId" = l."dictionaryId" and n.index = l.index and n.side = l.side
    join "Dictionary" d on d.id = l."dictionaryId" join "DictionarySet" s on s.id = d."setId"
    join "Model" m on m.id = s."modelId"
    where u.handle = ${handle} and u."suspendedAt" is null
      and ${cursor ? Prisma.sql`l.id < ${cursor}::uuid` : Prisma.sql`true`}
    order by l.id desc limit ${limit + 1}`;
  const { items, nextCursor } = cutPage(rows, limit);
  return {
    nextCursor,
    items: items.map(({ model, kind, set, layer, index, state, ...label }) => ({
      ...label,
      state: labelStanding.nullable().parse(state),
      feature: { kind, layer, index, path: featurePath({ model, kind, set, layer, index }) },
    })),
  };
}
