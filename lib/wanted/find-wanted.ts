import type { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { db, Prisma } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";
import type { WantedView, wantedCursor } from "./wanted-schemas";

interface Asked {
  viewer: Viewer;
  /** Words that all have to stand in it. */
  q?: string | undefined;
  /** One alone, by its id. */
  only?: string | undefined;
  cursor?: z.output<typeof wantedCursor> | undefined;
  limit?: number | undefined;
}

interface Row extends Omit<WantedView, "asker" | "bounty"> {
  handle: string;
  name: string | null;
  slug: string | null;
  title: string | null;
}

/** What is wanted, by votes and then the newest first, a page at a time. */
export async function findWanted({ viewer, q, only, cursor, limit = 30 }: Asked): Promise<Page<WantedView>> {
  const reader = viewer.kind === "member" ? viewer.id : null;
  const rows = await db().$queryRaw<Row[]>`
    select w.id, w.text, w.feature, w.pattern, w.votes, w."createdAt", u.handle, u.name, b.slug, b.title,
      coalesce(w."askerId" = ${reader}::uuid, false) as "isOwn",
      exists (select from "WantedVote" v where v."wantedId" = w.id and v."voterId" = ${reader}::uuid) as "hasVoted"
    from "WantedItem" w join "User" u on u.id = w."askerId"
      left join "Bounty" b on b.id = w."bountyId" and b."isShown"
    where w."isShown"
      and ${q ? Prisma.sql`to_tsvector('simple', w.text || ' ' || w.pattern) @@ plainto_tsquery('simple', ${q})` : Prisma.sql`true`}
      and ${only ? Prisma.sql`w.id = ${only}::uuid` : Prisma.sql`true`}
      and ${cursor ? Prisma.sql`(w.votes, w.id) < (${cursor.votes}, ${cursor.id}::uuid)` : Prisma.sql`true`}
    order by w.votes desc, w.id desc limit ${limit + 1}`;
  const { items, nextCursor } = cutPage(rows, limit, ({ votes, id }) => `${votes}_${id}`);
  return {
    nextCursor,
    items: items.map(({ handle, name, slug, title, ...row }) => ({
      ...row,
      asker: { handle, name },
      bounty: slug !== null && title !== null ? { slug, title } : null,
    })),
  };
}
