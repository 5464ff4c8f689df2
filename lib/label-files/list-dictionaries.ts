import { db } from "@/lib/db/client";
import type { FeatureAddress } from "@/lib/features/feature-address";

/** Every dictionary of this site, by model, set and layer. */
export async function listDictionaries(): Promise<Omit<FeatureAddress, "index">[]> {
  const rows = await db().dictionary.findMany({
    orderBy: [
      { set: { model: { name: "asc" } } },
      { set: { kind: "asc" } },
      { set: { rank: "asc" } },
      { layer: "asc" },
    ],
    select: {
      layer: true,
      set: { select: { kind: true, name: true, model: { select: { name: true } } } },
    },
  });
  return rows.map(({ layer, set: { kind, name, model } }) => ({ model: model.name, kind, set: name, layer }));
}
