import type { LabelStanding } from "@/lib/circuit-format/label-standing";
import { db } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";

/** The feature that a circuit explains: which set it is of, and its name, null where no corpus was read. */
export interface TargetFeature {
  set: string;
  name: string | null;
  /** How the name stands, where people gave it. */
  standing: LabelStanding | null;
}

/** Of circuits that explain a feature, that feature's set and name, by the circuit's id. One query. */
export async function readTargets(circuitIds: readonly string[]): Promise<Map<string, TargetFeature>> {
  const rows = await showingRows(
    () => db().$queryRaw<(TargetFeature & { id: string })[]>`
      select c.id, s.name as set, n.name, nullif(n.named, 'rule') as standing
      from "Circuit" c
      join "RunSet" r on r."runId" = c."runId" and r.kind::text = split_part(c.target, '.', 1)
      join "DictionarySet" s on s.id = r."setId"
      left join "Dictionary" d on d."setId" = s.id and d.layer = split_part(c.target, '.', 2)::int
      left join "FeatureName" n on n."dictionaryId" = d.id
        and n.index = split_part(split_part(c.target, '.', 3), '@', 1)::int
      where c.id = any(${[...circuitIds]}::uuid[])`,
    // What a circuit is asked about never changes, nor what its run is read with.
    () => ({ topics: circuitIds.map((id) => `Circuit ${id}`), insteadOf: ["Circuit", "RunSet"] }),
  );
  return new Map(rows.map(({ id, ...target }) => [id, target]));
}
