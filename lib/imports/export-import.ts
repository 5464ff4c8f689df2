import type { MarkedNodes } from "@/lib/circuits/interchange/attribution-graph";
import {
  type ExportedGraph,
  exportAttributionGraph,
} from "@/lib/circuits/interchange/export-attribution-graph";
import { getImport, getImportGraph, type OwnImport } from "./get-import";

/**
 * An imported circuit as the attribution graph that circuit-tracer and Neuronpedia read, with all that its file said
 * beyond the circuit, and in place of what that marked what its owner has `marked`. Throws "not-found" and, for one not read yet, "conflict".
 */
export async function exportImport(own: OwnImport, marked?: MarkedNodes): Promise<ExportedGraph> {
  const graph = await getImportGraph(own);
  const { report } = await getImport(own);
  return exportAttributionGraph(JSON.parse(graph.toString("utf8")), {
    ...report?.extras,
    ...(marked && { marked }),
  });
}
