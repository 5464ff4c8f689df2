import { isLogit, outputTokens, parseNodeId } from "@/lib/circuit-format/node-id";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { readPackedGraph, refuseManyEdges, unpackDocument } from "@/lib/circuits/read-circuit-graph";
import type { CircuitView } from "@/lib/circuits/view";
import { findTokens } from "@/lib/models/vocabulary";
import { getRunPosition } from "@/lib/runs/get-run-position";
import type { GraphExtras, MarkedNodes } from "./attribution-graph";
import { exportAttributionGraph } from "./export-attribution-graph";
import type { ExportedGraph } from "./view";

/**
 * A circuit as the attribution graph that circuit-tracer and Neuronpedia read, with what a reader has `marked` in it
 * and what that format cannot say. Throws "not-found", "conflict" for a circuit not ready, and "unprocessable" for a
 * large one.
 */
export async function getAttributionGraph(circuitId: string, marked?: MarkedNodes): Promise<ExportedGraph> {
  const [packed, circuit] = [await readPackedGraph(circuitId), await getCircuit(circuitId)];
  refuseManyEdges(
    circuit.edgeCount,
    "Save its JSON, and write it with the command line: commons export --format neuronpedia.",
  );
  return exportAttributionGraph(unpackDocument(packed), {
    layers: circuit.model.layers,
    prompt: circuit.text,
    ...(marked && { marked }),
    ...(await predictedTokens(circuit)),
  });
}

/** The texts of the tokens that a logit target names, and the probability of a single one where the run tells it. */
async function predictedTokens({ runId, target, model }: CircuitView): Promise<GraphExtras> {
  const node = parseNodeId(target);
  if (!node || !isLogit(node)) return {};
  const { predictions } = await getRunPosition(runId, node.position);
  const tokenTexts = await findTokens(model.name, outputTokens(node));
  const probability = predictions.find(({ id }) => node.kind === "logit" && id === node.index)?.probability;
  return { tokenTexts, ...(probability !== undefined && { targetProbability: probability }) };
}
