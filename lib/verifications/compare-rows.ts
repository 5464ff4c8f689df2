import type { Circuit, CircuitNode } from "@/lib/circuit-format/circuit";
import { isFeatureKind } from "@/lib/circuit-format/kinds";
import { type FeatureId, formatNodeId } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { unpackNodes } from "@/lib/documents/circuit-nodes";

/** What the database keeps of a circuit beside its graph, for pages and queries. */
interface CircuitColumns {
  id: string;
  value: number | null;
  replacementScore: number | null;
  completenessScore: number | null;
  largestResidual: number | null;
  nodeCount: number | null;
  edgeCount: number | null;
  truncated: boolean | null;
  nodes: Uint8Array | null;
}

/** Where the columns and the feature rows of a circuit say other than its graph, in a sentence each. */
export async function compareRows(circuit: CircuitColumns, graph: Circuit): Promise<string[]> {
  return [
    ...compareColumns(circuit, graph),
    ...compareNodes(circuit.nodes, graph),
    ...(await compareFeatureRows(circuit.id, graph)),
  ];
}

function compareColumns(
  circuit: CircuitColumns,
  { nodes, edges, scores, checks, ...graph }: Circuit,
): string[] {
  const columns: [string, number | boolean | null, number | boolean | null][] = [
    ["value", circuit.value, nodes.find(({ id }) => id === graph.spec.target)?.activation ?? null],
    ["replacement", circuit.replacementScore, scores.replacement],
    ["completeness", circuit.completenessScore, scores.completeness],
    ["largest residual", circuit.largestResidual, checks.largestResidual],
    ["number of nodes", circuit.nodeCount, nodes.length],
    ["number of edges", circuit.edgeCount, edges.length],
    ["truncated", circuit.truncated, graph.truncated],
  ];
  return columns
    .filter(([, stored, inGraph]) => stored !== inGraph)
    .map(([name, stored, inGraph]) => `${name} is shown as ${stored} and is ${inGraph} in the graph`);
}

function compareNodes(packed: Uint8Array | null, { nodes }: Circuit): string[] {
  const same = packed === null || JSON.stringify(nodesIn(packed)) === JSON.stringify(nodes);
  return same ? [] : ["the nodes that comparing reads are not those of the graph"];
}

function nodesIn(packed: Uint8Array): CircuitNode[] | null {
  try {
    return unpackNodes(packed);
  } catch {
    return null;
  }
}

interface FeatureRow extends FeatureId {
  activation: number;
  influence: number;
  effect: number;
  expanded: boolean;
}

async function compareFeatureRows(circuitId: string, { nodes }: Circuit): Promise<string[]> {
  const rows = await db().$queryRaw<FeatureRow[]>`
    select s.kind::text, d.layer, f.index, c.position, c.activation, c.influence, c.effect, c.expanded
    from "CircuitFeature" c
    join "Feature" f on f.id = c."featureId"
    join "Dictionary" d on d.id = f."dictionaryId"
    join "DictionarySet" s on s.id = d."setId"
    where c."circuitId" = ${circuitId}::uuid`;
  const stored = new Map(rows.map((row) => [formatNodeId(row), row]));
  const differences: string[] = [];
  for (const { id, kind, activation, influence, effect, expanded } of nodes) {
    if (!isFeatureKind(kind)) continue;
    const row = stored.get(id);
    stored.delete(id);
    if (!row) differences.push(`${id}: the row that finds this circuit by its feature is absent`);
    else if (
      row.activation !== activation ||
      row.influence !== influence ||
      row.effect !== effect ||
      row.expanded !== expanded
    )
      differences.push(`${id}: the row that finds this circuit by its feature has other numbers`);
  }
  return [...differences, ...[...stored.keys()].map((id) => `${id}: a feature row without its node`)];
}
