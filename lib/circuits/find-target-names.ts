import type { LabelStanding } from "@/lib/circuit-format/label-standing";
import { isFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";

interface Targeted {
  runId: string;
  target: string;
}

/** What a target is called, and how that stands where people gave the name. */
export interface TargetName {
  name: string;
  standing: LabelStanding | null;
}

/**
 * The name of what each circuit explains, where that is a feature that has one in the sets its run was read with; in one
 * query for circuits of whatever runs, in their order.
 */
export async function findTargetNames(circuits: readonly Targeted[]): Promise<(TargetName | null)[]> {
  const wanted = circuits.flatMap(({ runId, target }, place) => {
    const node = parseNodeId(target);
    return node && isFeature(node) ? [{ ...node, runId, place }] : [];
  });
  if (wanted.length === 0) return circuits.map(() => null);
  const rows = await showingRows(
    () => db().$queryRaw<(TargetName & { place: number })[]>`
      select w.place, n.name, nullif(n.named, 'rule') as standing
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
        as w("runId" uuid, place int, kind text, layer int, index int)
      join "RunSet" s on s."runId" = w."runId" and s.kind::text = w.kind
      join "Dictionary" d on d."setId" = s."setId" and d.layer = w.layer
      join "FeatureName" n on n."dictionaryId" = d.id and n.index = w.index and n.name is not null`,
    // What a run is read with is stored with it.
    () => ({ topics: circuits.map(({ runId }) => `Run ${runId}`), insteadOf: ["RunSet"] }),
  );
  const names = new Map(rows.map(({ place, ...name }) => [place, name]));
  return circuits.map((_, place) => names.get(place) ?? null);
}
