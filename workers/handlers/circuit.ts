import { build } from "@/lib/build";
import { isFeatureKind } from "@/lib/circuit-format/kinds";
import { structureOf } from "@/lib/circuits/circuit-structure";
import { maxDocumentBytes, packDocument } from "@/lib/circuits/read-circuit-graph";
import { smallPicture } from "@/lib/circuits/small-picture";
import { circuitFeatureBytes, storeCircuitFeatures } from "@/lib/circuits/store-circuit-features";
import { db } from "@/lib/db/client";
import { packNodes } from "@/lib/documents/circuit-nodes";
import { parseTargetId } from "@/lib/engine/attribution/target";
import { traceCircuit } from "@/lib/engine/attribution/trace-circuit";
import { storedBytes } from "@/lib/limits/storage";
import { readWithFields } from "@/lib/runs/read-with";
import { followStarters } from "@/lib/starter-content/follow-starters";
import type { JobHandler } from "../context";
import { orReaderError } from "../reader-error";

/** Traces a circuit and stores its graph, its scores and a row for each feature in it. */
export const circuitHandler: JobHandler = async (circuitId, context) => {
  const { models, report, progressed, signal } = context;
  const circuit = await db().circuit.findUniqueOrThrow({
    where: { id: circuitId },
    include: {
      run: { select: { tokenIds: true, ...readWithFields } },
    },
  });
  const { run, mode, threshold, edgeThreshold, maxNodes } = circuit;
  await report(0.02, `Opening ${run.model.name}`);
  const { model, identity } = await models.open(run);
  const started = performance.now();
  await report(0.05, "Tracing the circuit");
  const target = parseTargetId(circuit.target);
  const request = { identity, target, mode, threshold, edgeThreshold, maxNodes };
  const onProgress = ({ done, total, expanded }: { done: number; total: number; expanded: number }) =>
    progressed(0.05 + (0.9 * done) / total, `Tracing the circuit: ${expanded} nodes expanded`);
  const options = { signal, onProgress, maxBytes: maxDocumentBytes };
  const graph = await orReaderError(() => traceCircuit(model, run.tokenIds, request, options));
  const computeMillis = Math.round(performance.now() - started);
  await report(0.95, "Storing the graph");
  const [packed, nodes] = [packDocument(graph), packNodes(graph)];
  const root = graph.nodes.find(({ id }) => id === circuit.target);

  return {
    bytes:
      storedBytes(packed.length + nodes.length) +
      circuitFeatureBytes * graph.nodes.filter(({ kind }) => isFeatureKind(kind)).length,
    write: async (tx) => {
      await tx.circuit.update({
        where: { id: circuitId },
        data: {
          graph: packed,
          nodes,
          picture: smallPicture(graph, circuit.target),
          structure: structureOf(graph, circuit.target),
          nodeCount: graph.nodes.length,
          edgeCount: graph.edges.length,
          value: root?.activation ?? null,
          replacementScore: graph.scores.replacement,
          completenessScore: graph.scores.completeness,
          largestResidual: graph.checks.largestResidual,
          truncated: graph.truncated,
          computedAt: new Date(),
          readAt: new Date(),
          computedBy: `${build} on ${models.provider}`,
          computeMillis,
        },
      });
      await storeCircuitFeatures(tx, { circuitId, runId: circuit.runId, nodes: graph.nodes });
      await followStarters(tx, { circuitId });
    },
  };
};
