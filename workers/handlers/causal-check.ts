import { causalCheckSchema, maxCheckedNodes } from "@/lib/causal-checks/causal-check";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { parseCircuit } from "@/lib/engine/attribution/verify-circuit";
import { circuitEffects } from "@/lib/engine/interventions/circuit-effects";
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
    const onProgress = ({ done, total }: { done: number; total: number }) =>
      progressed(0.05 + (0.9 * done) / total, `Ablated ${done} of ${total} features`);
    // The text is the row's, not the document's, which somebody may have changed.
    const asked = { ...graph, spec: { ...graph.spec, tokenIds: circuit.run.tokenIds } };
    const options = { frozen, maxNodes: maxCheckedNodes, signal, onProgress };
    return causalCheckSchema.parse(await circuitEffects(model, asked, options));
  });
  return {
    bytes: storedBytes(JSON.stringify(result).length),
    write: async (tx) => {
      await tx.causalCheck.update({ where: { id: causalCheckId }, data: { result, computedAt: new Date() } });
      await followStarters(tx, { circuitId: circuit.id });
    },
  };
};
