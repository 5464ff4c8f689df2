import { db } from "@/lib/db/client";

/** The dictionaries that an index is of, by kind and layer, the order in which a model has them. */
export async function dictionariesOfIndex(indexId: string) {
  const sets = await db().indexSet.findMany({
    where: { indexId },
    orderBy: { kind: "asc" },
    select: { kind: true, set: { select: { dictionaries: { orderBy: { layer: "asc" } } } } },
  });
  return sets
    .toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
    .flatMap(({ kind, set }) => set.dictionaries.map(({ id, layer, dSae }) => ({ id, kind, layer, dSae })));
}
