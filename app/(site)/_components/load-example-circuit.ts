import type { GraphPictureProps } from "@/components/ui/graph/graph-picture";
import { type ExampleCircuit, exampleCircuit } from "@/lib/circuits/example-circuit";
import { createLogger } from "@/lib/log";
import type { RunView } from "@/lib/runs/view";
import { stillDrawings } from "../circuits/_components/glance/still-drawing";
import { findOutputTexts, type OutputTexts } from "../circuits/_components/target-words";

export interface ShownExample extends ExampleCircuit {
  outputs: OutputTexts;
  /** Null until the circuit is ready. */
  drawings: GraphPictureProps[] | null;
}

let kept: { runId: string; shown: ShownExample } | null = null;

/**
 * What the first page shows of a finished run's circuit; null where it failed or what is stored of it cannot be read,
 * which must not take the page with it. One that is ready never changes and everybody is shown the same, so the last
 * is kept.
 */
export async function loadExampleCircuit(run: RunView): Promise<ShownExample | null> {
  if (kept?.runId === run.id) return kept.shown;
  const example = await exampleCircuit(run.id, run.tokens.length);
  if (!example) return null;
  const { circuit } = example;
  const outputs = await findOutputTexts(circuit.model.name, circuit.target);
  const shown = { ...example, outputs, drawings: null };
  if (circuit.status === "computing") return shown;
  try {
    const drawings = await stillDrawings(circuit, outputs);
    kept = { runId: run.id, shown: { ...shown, drawings } };
    return kept.shown;
  } catch (error) {
    createLogger("pages").error(
      { err: error, circuitId: circuit.id },
      "the first page's circuit cannot be drawn",
    );
    return null;
  }
}
