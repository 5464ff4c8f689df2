import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { isLogit, outputTokens, parseNodeId } from "@/lib/circuit-format/node-id";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { readPackedGraph, refuseManyEdges } from "@/lib/circuits/read-circuit-graph";
import type { CircuitView } from "@/lib/circuits/view";
import { askerOf } from "@/lib/computations/asker";
import { findTokens } from "@/lib/models/vocabulary";
import { getPredictions } from "@/lib/runs/get-run-position";
import { onThread } from "@/lib/threads/on-thread";
import type { ThreadWork } from "@/lib/threads/thread-work";
import type { GraphExtras } from "./attribution-graph";
import type { ViewMarks } from "./marks-of-view";
import type { writePackedGraph } from "./write-packed-graph";

const writingGraph: ThreadWork<typeof writePackedGraph> = {
  ...{ file: "lib/attribution-graphs/write-packed-graph.ts", name: "writePackedGraph" },
  answer: z.instanceof(Uint8Array<ArrayBuffer>),
  ...{ maxMillis: 30_000, isLong: true },
  tooMuch:
    "This circuit is too large for the site to write. Save its JSON, and write it with the command line: commons export --format neuronpedia.",
};

/**
 * A circuit as the attribution graph that circuit-tracer and Neuronpedia read, with what a reader has marked in it
 * and what that format cannot say: JSON of ./view.ts, packed. Throws "not-found", "conflict" for a circuit not ready,
 * "unprocessable" for a large one, and what `onThread` throws.
 */
export async function getAttributionGraph(
  circuitId: string,
  { marked, lost }: ViewMarks,
  viewer: Viewer,
): Promise<Uint8Array<ArrayBuffer>> {
  const circuit = await getCircuit(circuitId);
  refuseManyEdges(
    circuit.edgeCount,
    "Save its JSON, and write it with the command line: commons export --format neuronpedia.",
  );
  return onThread(writingGraph, askerOf(viewer).key, async () => ({
    packed: await readPackedGraph(circuitId),
    extras: {
      layers: circuit.model.layers,
      prompt: circuit.text,
      ...(marked && { marked }),
      ...(await predictedTokens(circuit)),
    },
    lost,
  }));
}

/** The texts of the tokens that a logit target names, and the probability of a single one where the run tells it. */
async function predictedTokens({ runId, target, model }: CircuitView): Promise<GraphExtras> {
  const node = parseNodeId(target);
  if (!node || !isLogit(node)) return {};
  const predictions = await getPredictions(runId, node.position);
  const tokenTexts = await findTokens(model.name, outputTokens(node));
  const probability = predictions.find(({ id }) => node.kind === "logit" && id === node.index)?.probability;
  return { tokenTexts, ...(probability !== undefined && { targetProbability: probability }) };
}
