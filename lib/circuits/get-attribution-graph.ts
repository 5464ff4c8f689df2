import { getCircuit } from "./get-circuit";
import { type ExportedGraph, exportAttributionGraph } from "./interchange/export-attribution-graph";
import { readPackedGraph, unpackDocument } from "./read-circuit-graph";

/**
 * A circuit as the attribution graph that circuit-tracer and Neuronpedia read, with what that format cannot say.
 * Throws "not-found" and, for a circuit not ready, "conflict".
 */
export async function getAttributionGraph(circuitId: string): Promise<ExportedGraph> {
  const [packed, circuit] = [await readPackedGraph(circuitId), await getCircuit(circuitId)];
  return exportAttributionGraph(unpackDocument(packed), { layers: circuit.model.layers });
}
