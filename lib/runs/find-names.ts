import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";

/**
 * Names of features of the dictionaries that a run was read with, by `attn.3.697`, in one query. Those that no corpus has
 * shown anything of are left out.
 */
export async function findNames(runId: string, features: readonly Feature[]): Promise<Map<string, string>> {
  if (features.length === 0) return new Map();
  const wanted = features.map(({ kind, layer, index }) => ({ kind, layer, index }));
  const rows = await db().$queryRaw<(Feature & { standIn: string })[]>`
    select w.kind, w.layer, w.index, e."standIn"
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(kind text, layer int, index int)
    join "RunSet" s on s."runId" = ${runId}::uuid and s.kind::text = w.kind
    join "Dictionary" d on d."setId" = s."setId" and d.layer = w.layer
    join "FeatureEvidence" e on e."dictionaryId" = d.id and e.index = w.index`;
  return new Map(rows.map(({ standIn, ...feature }) => [formatFeature(feature), standIn]));
}

/** The same features with their names, where they have any. */
export function withNames<T extends Feature>(
  features: readonly T[],
  names: ReadonlyMap<string, string>,
): (T & { label: string | null })[] {
  return features.map((feature) => ({ ...feature, label: names.get(formatFeature(feature)) ?? null }));
}
