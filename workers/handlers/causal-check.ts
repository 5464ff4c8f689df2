import { causalCheckSchema, maxCheckedNodes } from "@/lib/causal-checks/causal-check";
import { isFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { parseCircuit } from "@/lib/engine/attribution/verify-circuit";
import { causalCheck } from "@/lib/engine/interventions/causal-check";
import { storedBytes } from "@/lib/limits/storage";
import { readWithFields } from "@/lib/runs/read-with";
import { followStarters } from "@/lib/starter-content/follow-starters";
import type { JobHandler } from "../context";
import { orReaderError } from "../reader-error";

/** Ablates each feature node of a circuit in the real model: predicted beside measured effect. */
export const causalCheckHandler: JobHandler = async (causalCheckId, context) => {
  const { models, report, progressed, signal } = context;
  const { frozen, circuit } = await db().causalCheck.findUniqueOrThrow({
    where: { id: causalCheckId },
    select: {
      frozen: true,
      circuit: {
        select: {
          id: true,
          graph: true,
          run: { select: { tokenIds: true, ...readWithFields } },
        },
      },
    },
  });
  const { model } = await models.open(circuit.run);
  await report(0.05, "Ablating the circuit's features one by one");
  const result = await orReaderError(async () => {
    const graph = parseCircuit(unpackDocument(circuit.graph ?? new Uint8Array()));
    const freeze = { patterns: frozen, layerNorms: frozen, outputs: false };
    const onProgress = ({ done, total }: { done: number; total: number }) =>
      progressed(0.05 + (0.9 * done) / total, `Ablated ${done} of ${total} features`);
    const options = { freeze, maxNodes: maxCheckedNodes, signal, onProgress };
    const { points, value, pearson, spearman } = await causalCheck(
      model,
      circuit.run.tokenIds,
      graph,
      options,
    );
    const nodeCount = graph.nodes.filter(({ id }) => {
      const node = parseNodeId(id);
      return node && isFeature(node) && id !== graph.spec.target;
    }).length;
    return causalCheckSchema.parse({ points, value, pearson, spearman, nodeCount });
  });
  return {
    bytes: storedBytes(JSON.stringify(result).length),
    write: async (tx) => {
      await tx.causalCheck.update({ where: { id: causalCheckId }, data: { result, computedAt: new Date() } });
      await followStarters(tx, { circuitId: circuit.id });
    },
  };
};
