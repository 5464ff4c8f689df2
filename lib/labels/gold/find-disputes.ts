import { db } from "@/lib/db/client";
import { featurePath } from "@/lib/features/feature-address";
import { cutPage, type Page } from "@/lib/paging/page";
import { around, readTexts } from "../checks/hand-texts";
import type { OpenDispute } from "./gold-schemas";

const addressed = {
  ...{ id: true, text: true, index: true },
  naming: {
    select: {
      dictionary: {
        select: {
          layer: true,
          set: {
            select: { kind: true, name: true, model: { select: { name: true, vocabularySize: true } } },
          },
        },
      },
    },
  },
} as const;

/** Disputes of gold items that no moderator has settled, what waits longest first, a page at a time. */
export async function findOpenDisputes({
  cursor,
  limit = 20,
}: {
  cursor?: string | undefined;
  limit?: number;
}): Promise<Page<OpenDispute>> {
  const rows = await db().goldDispute.findMany({
    where: { settledAt: null, gold: { retiredAt: null }, ...(cursor && { id: { gt: cursor } }) },
    orderBy: { id: "asc" },
    take: limit + 1,
    select: {
      ...{ id: true, reason: true, createdAt: true },
      disputer: { select: { handle: true } },
      gold: {
        select: {
          ...{ indexId: true, window: true, position: true, says: true, reason: true },
          picker: { select: { handle: true } },
          label: { select: addressed },
          _count: { select: { disputes: { where: { isUpheld: true } } } },
        },
      },
    },
  });
  const { items, nextCursor } = cutPage(rows, limit);
  const disputes = items.map(async ({ gold, disputer, ...dispute }): Promise<OpenDispute> => {
    const { naming, index, id, text } = gold.label;
    const { layer, set } = naming.dictionary;
    const [tokens = []] = await readTexts(set.model, [around(gold)]);
    return {
      ...{ ...dispute, label: { id, text }, says: gold.says, why: gold.reason },
      feature: featurePath({ model: set.model.name, kind: set.kind, set: set.name, layer, index }),
      text: tokens.map((token) => token.text).join(""),
      ...{ picker: gold.picker?.handle ?? null, disputer: disputer?.handle ?? null },
      upheld: gold._count.disputes,
    };
  });
  return { nextCursor, items: await Promise.all(disputes) };
}
