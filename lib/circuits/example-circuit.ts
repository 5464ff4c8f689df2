import { exampleCheck } from "@/lib/causal-checks/example-check";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import { computationOf } from "@/lib/computations/computation";
import { getRunPosition } from "@/lib/runs/get-run-position";
import type { ActiveFeatureView, PredictionView, RunPositionView } from "@/lib/runs/view";
import { createExampleCircuit } from "./create-circuit";
import { type ExampleFigures, rankOf } from "./example-figures";
import { readStandings, type Standing } from "./example-standings";
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

/** What a finished run's circuit may be of, and which circuits are of that: none of it changes. */
interface Candidates {
  runId: string;
  expected: PredictionView | undefined;
  targets: { target: string; feature: ActiveFeatureView | null }[];
  /** Of those that were asked for, the circuit's id by target. */
  ids: Map<string, string>;
}

/** Of the last run that was asked for, so that each time only how far they are has to be read. */
let known: Candidates | null = null;

/**
 * The circuit of a finished run's last token that is the best to look at, by its figures (`rankOf`). Every candidate is
 * traced, and checked in the real model, once. Until all are, it is the best of those that are finished; where none is,
 * the first that is still computed. Null where none could be traced.
 */
export async function exampleCircuit(runId: string, tokenCount: number): Promise<ExampleCircuit | null> {
  if (known?.runId !== runId) known = await findCandidates(runId, tokenCount);
  const { expected, targets, ids } = known;
  await askForMissing(known);
  const standings = await readStandings([...ids.values()]);
  let best: (Omit<ExampleCircuit, "circuit"> & { id: string }) | null = null;
  let settled = true;
  for (const { target, feature } of targets) {
    const standing = standings.get(ids.get(target) ?? "");
    const { status } = standing ? computationOf(standing) : { status: "failed" };
    // Asked for again by whoever comes next.
    if (status === "failed") ids.delete(target);
    if (!standing) settled = false;
    if (!standing || status === "failed") continue;
    const { id } = standing;
    const [check] = standing.causalChecks;
    const ready = status === "ready";
    const { pending, agreement } = ready ? await exampleCheck(id, check) : { pending: true, agreement: null };
    if (pending) settled = false;
    const figures = ready ? figuresOf(standing, agreement) : null;
    if (!best || rankOf(figures) > rankOf(best.figures))
      best = { id, feature, expected, figures, candidates: targets.length, settled: false };
  }
  if (!best) return null;
  const { id, ...chosen } = best;
  return { ...chosen, circuit: await getCircuit(id), settled };
}

async function findCandidates(runId: string, tokenCount: number): Promise<Candidates> {
  const there = await getRunPosition(runId, tokenCount - 1);
  return { runId, expected: there.predictions[0], targets: candidates(there), ids: new Map() };
}

async function askForMissing({ runId, targets, ids }: Candidates): Promise<void> {
  for (const { target } of targets) {
    if (ids.has(target)) continue;
    const { id } = await createExampleCircuit({ runId, ...newCircuitSchema.parse({ target }) });
    ids.set(target, id);
  }
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

function figuresOf(circuit: Standing, agreement: number | null): ExampleFigures {
  return {
    completeness: circuit.completenessScore ?? 0,
    replacement: circuit.replacementScore ?? 0,
    truncated: circuit.truncated === true,
    features: circuit._count.features,
    agreement,
  };
}
