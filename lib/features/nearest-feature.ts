import { db } from "@/lib/db/client";
import type { FeatureAddress } from "./feature-address";

/**
 * Where there is a feature, as near as can be to an address that has none: in the set it names, else in one of its kind, else
 * in any of its model; at the nearest layer and index. Null where there is no such model, or it has no dictionaries.
 */
export async function nearestFeature({
  model,
  kind,
  set,
  layer,
  index,
}: FeatureAddress): Promise<FeatureAddress | null> {
  const sets = await db().dictionarySet.findMany({
    where: { model: { name: model } },
    orderBy: [{ kind: "asc" }, { rank: "asc" }],
    select: { kind: true, name: true, dictionaries: { select: { layer: true, dSae: true } } },
  });
  const full = sets.filter(({ dictionaries }) => dictionaries.length > 0);
  const chosen =
    full.find((each) => each.kind === kind && each.name === set) ??
    full.find((each) => each.kind === kind) ??
    full[0];
  const [nearest] =
    chosen?.dictionaries.toSorted((a, b) => away(a.layer, layer) - away(b.layer, layer)) ?? [];
  if (!chosen || !nearest || nearest.dSae < 1) return null;
  const within = Math.min(Math.max(0, index), nearest.dSae - 1);
  return { model, kind: chosen.kind, set: chosen.name, layer: nearest.layer, index: within };
}

const away = (a: number, b: number) => Math.abs(a - b);
