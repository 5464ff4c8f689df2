import type { LabelStanding } from "@/lib/circuit-format/label-standing";
import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";

/** Which of a circuit's features people have named, by `attn.3.697`, and how each of these labels stands. One query. */
export async function findLabelledFeatures(
  circuitId: string,
): Promise<[feature: string, standing: LabelStanding][]> {
  const rows = await showingRows(
    () => db().$queryRaw<(Feature & { named: LabelStanding })[]>`
    select distinct s.kind::text as kind, d.layer, f.index, n.named
    from "CircuitFeature" c
    join "Feature" f on f.id = c."featureId"
    join "Dictionary" d on d.id = f."dictionaryId"
    join "DictionarySet" s on s.id = d."setId"
    join "FeatureName" n on n."dictionaryId" = d.id and n.index = f.index and n.named <> 'rule'
    where c."circuitId" = ${circuitId}::uuid`,
    () => ({ topics: [`Circuit ${circuitId}`], insteadOf: ["CircuitFeature"] }),
  );
  return rows.map(({ named, ...feature }) => [formatFeature(feature), named]);
}
