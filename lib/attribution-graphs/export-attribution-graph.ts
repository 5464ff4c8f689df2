import { annexOf } from "./annex";
import type { AttributionGraph, GraphExtras } from "./attribution-graph";
import { type CheckedCircuit, checkCircuit } from "./check-circuit";
import { fromAttributionGraph } from "./from-attribution-graph";
import { kindsOfOurOwn } from "./graph-node-id";
import { findDifferences } from "./losses";
import { layersOf, toAttributionGraph } from "./to-attribution-graph";
import type { ExportedGraph } from "./view";

/**
 * Writes a circuit as the attribution graph that circuit-tracer and Neuronpedia read (docs/formats.md).
 * Throws `AppError` "unprocessable" where the circuit contradicts itself.
 */
export function exportAttributionGraph(circuit: unknown, extras: GraphExtras = {}): ExportedGraph {
  const checked = checkCircuit(circuit);
  const graph = toAttributionGraph(checked, extras);
  const annex = annexOf(checked, layersOf(checked, extras), graph);
  return {
    graph: { ...graph, metadata: { ...graph.metadata, circuit_commons: annex } },
    lost: [...lostFields(checked, graph), ...lostMarks(checked, extras)],
    notes: notesOn(checked),
  };
}

/** Reads the graph as a stranger would, without the annex, and names every field that does not come back. */
function lostFields({ circuit }: CheckedCircuit, graph: AttributionGraph): string[] {
  const { circuit: back } = fromAttributionGraph(graph);
  return [...findDifferences(circuit, back)].map(([path]) =>
    path === "tokens[].text"
      ? `${path}: half characters (lone surrogates) are changed to the replacement character`
      : `${path}: the format has no field for it; it is kept in metadata.circuit_commons`,
  );
}

function lostMarks({ nodeOf }: CheckedCircuit, { marked, labels }: GraphExtras): string[] {
  const named: [string, string | null][] = [
    ...(marked?.pinned ?? []).map((node, i): [string, string] => [`marked.pinned[${i}]`, node]),
    ...(marked?.groups ?? []).flatMap(({ nodes }, group) =>
      nodes.map((node, i): [string, string] => [`marked.groups[${group}].nodes[${i}]`, node]),
    ),
    ["marked.clicked", marked?.clicked ?? null],
    ...(labels ?? []).map(({ node }, i): [string, string] => [`labels[${i}]`, node]),
  ];
  return named
    .filter(([, node]) => node !== null && !nodeOf.has(node))
    .map(
      ([where, node]) =>
        `${where}: the circuit has no node ${JSON.stringify(node?.slice(0, 80).toWellFormed())}`,
    );
}

function notesOn({ ids }: CheckedCircuit): string[] {
  const ours = kindsOfOurOwn.filter((kind) => ids.some((id) => id.kind === kind));
  const highest = ids.reduce((most, id) => ("layer" in id ? Math.max(most, id.layer) : most), 0);
  return [
    ...(ours.length === 0
      ? []
      : [
          `Nodes of the kinds ${ours.join(", ")} have feature types of this project's own; other readers draw them as plain dots.`,
        ]),
    ...(highest > 0
      ? []
      : ["No node stands above layer 0: Neuronpedia's viewer does not open such a graph."]),
  ];
}
