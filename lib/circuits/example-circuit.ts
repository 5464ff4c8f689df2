import { formatNodeId } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { getRunPosition } from "@/lib/runs/get-run-position";
import type { ActiveFeatureView, PredictionView, RunPositionView } from "@/lib/runs/view";
import { createExampleCircuit } from "./create-circuit";
import { getCircuit } from "./get-circuit";
import { newCircuitSchema } from "./new-circuit";
import type { CircuitView } from "./view";

/** A circuit that lacks more than a tenth of what it should explain teaches little, and so does one of few features. */
const enough = { completeness: 0.9, features: 10 };

export interface ExampleCircuit {
  circuit: CircuitView;
  /** What the circuit is of; null where it is of the prediction itself. */
  feature: ActiveFeatureView | null;
  /** What the model expects most after the last token. */
  expected: PredictionView | undefined;
}

/**
 * A circuit worth looking at in any finished run, chosen by its figures: the first candidate that is complete enough
 * and goes through enough features. Where none does, the most complete one. A candidate is traced only once those
 * before it have fallen short; one that is still computed is given as it stands. Null where none could be traced.
 */
export async function exampleCircuit(runId: string, tokenCount: number): Promise<ExampleCircuit | null> {
  const there = await getRunPosition(runId, tokenCount - 1);
  let best: ExampleCircuit | null = null;
  for (const { target, feature } of candidates(there)) {
    const { id } = await createExampleCircuit({ runId, ...newCircuitSchema.parse({ target }) });
    const circuit = await getCircuit(id);
    const example = { circuit, feature, expected: there.predictions[0] };
    if (circuit.status === "failed") continue;
    if (circuit.status === "computing" || (await isEnough(circuit))) return example;
    if (!best || completenessOf(circuit) > completenessOf(best.circuit)) best = example;
  }
  return best;
}

/** What the model expects most, then of each layer from the last down the attention feature that fires strongest. */
function candidates({ position, features, predictions: [expected] }: RunPositionView) {
  const attention = features.filter(({ kind }) => kind === "attn");
  const layers = [...new Set(attention.map(({ layer }) => layer))].sort((a, b) => b - a);
  return [
    ...(expected
      ? [{ target: formatNodeId({ kind: "logit", index: expected.id, position }), feature: null }]
      : []),
    ...layers.flatMap((layer) => {
      const feature = attention.find((each) => each.layer === layer);
      return feature ? [{ target: formatNodeId({ ...feature, position }), feature }] : [];
    }),
  ];
}

async function isEnough(circuit: CircuitView): Promise<boolean> {
  if (circuit.truncated || completenessOf(circuit) < enough.completeness) return false;
  const passedThrough = { circuitId: circuit.id, expanded: true };
  return (await db().circuitFeature.count({ where: passedThrough })) >= enough.features;
}

function completenessOf({ completenessScore }: CircuitView): number {
  return completenessScore ?? 0;
}
