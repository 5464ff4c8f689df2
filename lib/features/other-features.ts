import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import type { OtherFeature } from "./view";

interface Named extends Feature {
  set: string;
  name: string | null;
}

/**
 * Features as an index's evidence names them, by kind, layer and index: of which set each is, and its name. Those of a
 * dictionary that the index was not read with are left out.
 */
export async function findOtherFeatures(
  indexId: string,
  features: readonly Feature[],
): Promise<Map<string, OtherFeature>> {
  if (features.length === 0) return new Map();
  const wanted = features.map(({ kind, layer, index }) => ({ kind, layer, index }));
  const rows = await db().$queryRaw<Named[]>`
    select w.kind::text as kind, w.layer, w.index, s.name as set, n.name
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(kind text, layer int, index int)
    join "IndexSet" i on i."indexId" = ${indexId}::uuid and i.kind::text = w.kind
    join "DictionarySet" s on s.id = i."setId"
    join "Dictionary" d on d."setId" = s.id and d.layer = w.layer
    left join "FeatureName" n on n."dictionaryId" = d.id and n.index = w.index`;
  return new Map(rows.map((feature) => [formatFeature(feature), feature]));
}
