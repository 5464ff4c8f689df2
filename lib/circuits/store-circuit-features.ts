import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { isFeatureKind } from "@/lib/circuit-format/kinds";
import type { Transaction } from "@/lib/db/client";

/** What one such row takes, with its entries in the two indexes. Measured: some 190. */
export const circuitFeatureBytes = 250;

/** Writes a row for each feature node of a circuit, in one statement however many there are. */
export async function storeCircuitFeatures(
  tx: Transaction,
  { circuitId, runId, nodes }: { circuitId: string; runId: string; nodes: CircuitNode[] },
): Promise<void> {
  const rows = nodes
    .filter(({ kind }) => isFeatureKind(kind))
    .map(({ kind, layer, index, position, activation, influence, effect, expanded }) => {
      return { kind, layer, index, position, activation, influence, effect, expanded };
    });
  await tx.$executeRaw`
    insert into "CircuitFeature"
      ("circuitId", "featureId", "position", "activation", "influence", "effect", "expanded")
    select ${circuitId}::uuid, f.id, n.position, n.activation, n.influence, n.effect, n.expanded
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(
      kind text, layer int, index int, position int,
      activation float8, influence float8, effect float8, expanded boolean)
    join "RunSet" s on s."runId" = ${runId}::uuid and s.kind::text = n.kind
    join "Dictionary" d on d."setId" = s."setId" and d.layer = n.layer
    join "Feature" f on f."dictionaryId" = d.id and f.index = n.index
    on conflict do nothing`;
}
