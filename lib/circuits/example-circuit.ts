import { findExampleCheck } from "@/lib/causal-checks/example-check";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";
import { getRunPosition } from "@/lib/runs/get-run-position";
import type { ActiveFeatureView, PredictionView, RunPositionView } from "@/lib/runs/view";
import { createExampleCircuit } from "./create-circuit";
import { type ExampleFigures, rankOf } from "./example-figures";
import { getCircuit } from "./get-circuit";
import { newCircuitSchema } from "./new-circuit";
import type { CircuitView } from "./view";

export interface ExampleCircuit {
  circuit: CircuitView;
  /** What the circuit is of; null where it is of the prediction, or of what it has over the next one. */
  feature: ActiveFeatureView | null;
  /** What the model expects most after the last token. */
  expected: PredictionView | undefined;
  /** By what it was chosen; null while none is finished. */
  figures: ExampleFigures | null;
  /** How many circuits it was chosen from. */
  candidates: number;
  /** Whether all of them are traced and checked, so that the choice stays. */
  settled: boolean;
}

/**
 * The circuit of a finished run's last token that is the best to look at, by its figures (`rankOf`). Every candidate is
 * traced, and checked in the real model, once. Until all are, it is the best of those that are finished; where none is,
 * the first that is still computed. Null where none could be traced.
 */
export async function exampleCircuit(runId: string, tokenCount: number): Promise<ExampleCircuit | null> {
  const there = await getRunPosition(runId, tokenCount - 1);
  const all = candidates(there);
  let best: ExampleCircuit | null = null;
  let settled = true;
  for (const { target, feature } of all) {
    const { id } = await createExampleCircuit({ runId, ...newCircuitSchema.parse({ target }) });
    const circuit = await getCircuit(id);
    if (circuit.status === "failed") continue;
    const ready = circuit.status === "ready";
    const check = ready ? await findExampleCheck(id) : { pending: true, agreement: null };
    const figures = ready ? await figuresOf(circuit, check.agreement) : null;
    if (check.pending) settled = false;
    const example = { circuit, feature, expected: there.predictions[0], figures };
    if (!best || rankOf(figures) > rankOf(best.figures))
      best = { ...example, candidates: all.length, settled: false };
  }
  return best && { ...best, settled };
}

/**
 * What the model expects most, that over what it expects next, then of each layer from the last down the attention feature
 * that fires strongest.
 */
function candidates({ position, features, predictions: [expected, next] }: RunPositionView) {
  const attention = features.filter(({ kind }) => kind === "attn");
  const layers = [...new Set(attention.map(({ layer }) => layer))].sort((a, b) => b - a);
  const logit = expected && ({ kind: "logit", index: expected.id, position } as const);
  const overNext =
    expected && next && ({ kind: "logit-diff", index: expected.id, minus: next.id, position } as const);
  return [
    ...[logit, overNext].flatMap((id) => (id ? [{ target: formatNodeId(id), feature: null }] : [])),
    ...layers.flatMap((layer) => {
      const feature = attention.find((each) => each.layer === layer);
      return feature ? [{ target: formatNodeId({ ...feature, position }), feature }] : [];
    }),
  ];
}

async function figuresOf(circuit: CircuitView, agreement: number | null): Promise<ExampleFigures> {
  const passedThrough = { circuitId: circuit.id, expanded: true };
  return {
    completeness: circuit.completenessScore ?? 0,
    replacement: circuit.replacementScore ?? 0,
    truncated: circuit.truncated === true,
    features: await showingRows(
      () => db().circuitFeature.count({ where: passedThrough }),
      () => ({ topics: [`Circuit ${circuit.id}`], insteadOf: ["CircuitFeature"] }),
    ),
    agreement,
  };
}
