import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";

/** Most names that come with a circuit's page: of a larger circuit those of the features with the most influence. */
const maxNames = 2_000;

/** Names of a circuit's features, by `attn.3.697`, in one query. Of one that is still computed there are none. */
export async function findCircuitNames(circuitId: string): Promise<[feature: string, name: string][]> {
  const rows = await showingRows(
    () => db().$queryRaw<(Feature & { name: string })[]>`
    select s.kind::text as kind, d.layer, f.index, n.name
    from (select "featureId", max(influence) as influence from "CircuitFeature"
      where "circuitId" = ${circuitId}::uuid group by "featureId") c
    join "Feature" f on f.id = c."featureId"
    join "Dictionary" d on d.id = f."dictionaryId"
    join "DictionarySet" s on s.id = d."setId"
    join "FeatureName" n on n."dictionaryId" = d.id and n.index = f.index and n.name is not null
    order by c.influence desc, f.id limit ${maxNames}`,
    // Its features are stored when it is, and go when it goes.
    () => ({ topics: [`Circuit ${circuitId}`], insteadOf: ["CircuitFeature"] }),
  );
  return rows.map(({ name, ...feature }) => [formatFeature(feature), name]);
}
