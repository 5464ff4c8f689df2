import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { db } from "@/lib/db/client";
import { type KeptFit, keptFitSchema } from "@/lib/evidence-format/fit";

/** A set, how it was judged, and its dictionaries' figures. */
export interface FoundFit extends Omit<KeptFit, "dictionary"> {
  kind: DictionaryKind;
  name: string;
  displayName: string;
  dictionaries: KeptFit["dictionary"][];
}

/** How the sets of a model were found to fit it, of those that were measured. */
export async function findFits(modelId: string): Promise<FoundFit[]> {
  const sets = await db().dictionarySet.findMany({
    where: { modelId },
    orderBy: [{ kind: "asc" }, { rank: "asc" }],
    select: {
      ...{ kind: true, name: true, displayName: true },
      dictionaries: { orderBy: { layer: "asc" }, select: { quality: { select: { measured: true } } } },
    },
  });
  return sets.flatMap(({ dictionaries, ...set }) => {
    const kept = dictionaries.flatMap(({ quality }) => fitOf(quality?.measured) ?? []);
    const [first] = kept;
    if (!first) return [];
    const { dictionary: _, ...judged } = first;
    return [{ ...set, ...judged, dictionaries: kept.map(({ dictionary }) => dictionary) }];
  });
}

/** What `DictionaryQuality.measured` keeps of it; undefined where nobody measured it. */
export function fitOf(measured: unknown): KeptFit | undefined {
  if (typeof measured !== "object" || measured === null || !("fit" in measured)) return undefined;
  return keptFitSchema.parse(measured.fit);
}
