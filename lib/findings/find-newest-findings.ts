import { z } from "zod";
import { db, type Prisma } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";
import { cutPage, type Page } from "@/lib/paging/page";
import { findTrust, noTrust } from "@/lib/trust/find-trust";
import type { Trust } from "@/lib/trust/view";
import { listedFields } from "./find-findings";

/** When the last finding before the page was published, in ms since 1970, and its id. */
export const newestCursor = z
  .string()
  .transform((text) => text.split("_", 2))
  .pipe(z.tuple([z.coerce.number<string>().int().min(0).max(8e15), z.uuid()]))
  .transform(([millis, id]) => ({ publishedAt: new Date(millis), id }));

const newestFields = {
  ...listedFields,
  circuit: {
    select: { target: true, run: { select: { text: true, model: { select: { displayName: true } } } } },
  },
} satisfies Prisma.FindingSelect;

/** A published finding with what its circuit is of, and what was done to check it. */
export type NewestFinding = Prisma.FindingGetPayload<{ select: typeof newestFields }> & { trust: Trust };

/** What everybody may see, whoever wrote it, the last published first, a page at a time: from one index. */
export async function findNewestFindings({
  cursor,
  limit = 5,
}: {
  cursor?: z.output<typeof newestCursor>;
  limit?: number;
}): Promise<Page<NewestFinding>> {
  const rows = await showingRows(
    () =>
      db().finding.findMany({
        where: { publishedAt: { not: null }, ...(cursor && { OR: after(cursor) }) },
        orderBy: [{ publishedAt: "desc" }, { id: "desc" }],
        take: limit + 1,
        select: newestFields,
      }),
    // Of a circuit, what it is of is shown, which never changes.
    (found) => ({
      topics: found.map(({ circuitId }) => `Circuit ${circuitId}`),
      insteadOf: ["Circuit", "Run"],
    }),
  );
  const page = cutPage(rows, limit, ({ id, publishedAt }) => `${publishedAt?.getTime()}_${id}`);
  const trust = await findTrust(page.items.map(({ circuitId }) => circuitId));
  return {
    ...page,
    items: page.items.map((each) => ({ ...each, trust: trust.get(each.circuitId) ?? noTrust })),
  };
}

function after({ publishedAt, id }: z.output<typeof newestCursor>): Prisma.FindingWhereInput[] {
  return [{ publishedAt: { lt: publishedAt } }, { publishedAt, id: { lt: id } }];
}
