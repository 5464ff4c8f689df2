import type { MarkedNodes } from "@/lib/attribution-graphs/attribution-graph";
import { exportAttributionGraph } from "@/lib/attribution-graphs/export-attribution-graph";
import type { ExportedGraph } from "@/lib/attribution-graphs/view";
import { refuseManyEdges, unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { getImport, type OwnImport, readPackedImport } from "./get-import";

/**
 * An imported circuit as the attribution graph that circuit-tracer and Neuronpedia read, with all that its file said
 * beyond the circuit, and in place of what that marked what its owner has `marked`. Throws "not-found", "conflict" for one not
 * read yet, and "unprocessable" for a large one.
 */
export async function exportImport(own: OwnImport, marked?: MarkedNodes): Promise<ExportedGraph> {
  const packed = await readPackedImport(own);
  const { report } = await getImport(own);
  refuseManyEdges(report?.summary.edgeCount ?? null, "The file that you imported says it all.");
  return exportAttributionGraph(unpackDocument(packed), {
    ...report?.extras,
    ...(marked && { marked }),
  });
}
