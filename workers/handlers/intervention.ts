import { z } from "zod";
import { type Edit, editSchema } from "@/lib/circuit-format/edit";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import { indexGraph } from "@/lib/circuit-graph/graph-index";
import { predictedChange } from "@/lib/circuit-graph/predicted-change";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { type AttributionState, stateOf } from "@/lib/engine/attribution/attribution-state";
import { findFeature } from "@/lib/engine/attribution/source";
import { parseTargetId } from "@/lib/engine/attribution/target";
import { parseCircuit } from "@/lib/engine/attribution/verify-circuit";
import { intervene } from "@/lib/engine/interventions/intervene";
import { interventionResultSchema } from "@/lib/interventions/intervention";
import { storedBytes } from "@/lib/limits/storage";
import { readWithFields } from "@/lib/runs/read-with";
import type { JobHandler } from "../context";
import { orReaderError } from "../reader-error";

/** Runs a circuit's text with edits: what they change, beside what the circuit predicts. */
export const interventionHandler: JobHandler = async (interventionId, context) => {
  const { models, report, signal } = context;
  const {
    edits: stored,
    frozen,
    circuit,
  } = await db().intervention.findUniqueOrThrow({
    where: { id: interventionId },
    select: {
      edits: true,
      frozen: true,
      circuit: {
        select: {
          graph: true,
          run: { select: { tokenIds: true, ...readWithFields } },
        },
      },
    },
  });
  const edits = z.array(editSchema).parse(stored);
  const { tokenIds } = circuit.run;
  const { model } = await models.open(circuit.run);
  await report(0.1, "Running the text with the changes");
  const result = await orReaderError(async () => {
    const graph = parseCircuit(unpackDocument(circuit.graph ?? new Uint8Array()));
    const target = parseTargetId(graph.spec.target);
    const freeze = { patterns: frozen, layerNorms: frozen, outputs: false };
    const { target: measured, tokens } = await intervene(model, tokenIds, { edits, target, freeze });
    signal.throwIfAborted();
    const active = await activePlaces(await stateOf(model, tokenIds), edits);
    const predicted = predictedChange(indexGraph(graph), {
      ...{ edits, tokenCount: tokenIds.length, mode: graph.spec.mode },
      isActive: (id) => active.has(id),
    });
    return interventionResultSchema.parse({ target: measured, tokens, predicted });
  });
  return {
    bytes: storedBytes(JSON.stringify(edits).length + JSON.stringify(result).length),
    write: async (tx) => {
      await tx.intervention.update({
        where: { id: interventionId },
        data: { result, computedAt: new Date() },
      });
    },
  };
};

/** Where the features that are scaled are active in the unedited run. */
async function activePlaces(state: AttributionState, edits: readonly Edit[]): Promise<Set<string>> {
  const active = new Set<string>();
  for (const edit of edits) {
    if (edit.do !== "scale") continue;
    const { kind, layer, index, positions } = edit;
    const source = await state.source(kind, layer);
    for (const position of positions ?? Array.from({ length: state.T }, (_, each) => each))
      if (findFeature(source, index, position) >= 0)
        active.add(formatNodeId({ kind, layer, index, position }));
  }
  return active;
}
