import type { GraphPictureProps } from "@/components/ui/graph/graph-picture";
import { circuitAtLastToken, type ExampleCircuit } from "@/lib/circuits/example-circuit";
import { getCircuit } from "@/lib/circuits/get-circuit";
import type { CircuitView } from "@/lib/circuits/view";
import type { RunView } from "@/lib/runs/view";
import { stillDrawing } from "../circuits/_components/glance/still-drawing";
import { findOutputTexts, type OutputTexts } from "../circuits/_components/target-words";

export interface ShownExample extends ExampleCircuit {
  circuit: CircuitView;
  outputs: OutputTexts;
  /** Null until the circuit is ready. */
  drawing: GraphPictureProps | null;
}

let kept: { runId: string; shown: ShownExample } | null = null;

/**
 * What the first page shows of a finished run's circuit. A circuit that is ready never changes and everybody is shown
 * the same one, so the last is kept.
 */
export async function loadExampleCircuit(run: RunView): Promise<ShownExample> {
  if (kept?.runId === run.id) return kept.shown;
  const example = await circuitAtLastToken(run.id, run.tokens.length);
  const circuit = await getCircuit(example.circuitId);
  const outputs = await findOutputTexts(circuit.model.name, circuit.target);
  const shown = { ...example, circuit, outputs, drawing: null };
  if (circuit.status !== "ready") return shown;
  const drawing = await stillDrawing(circuit, outputs);
  kept = { runId: run.id, shown: { ...shown, drawing } };
  return kept.shown;
}
