import { cache } from "react";
import type { GraphPictureProps } from "@/components/ui/graph/graph-picture";
import { type ExampleCircuit, exampleCircuit } from "@/lib/circuits/example-circuit";
import { findCircuitNames } from "@/lib/circuits/find-circuit-names";
import { createLogger } from "@/lib/log";
import type { RunView } from "@/lib/runs/view";
import { stillDrawings } from "../circuits/_components/glance/still-drawing";
import {
  findOutputTexts,
  findTargetNames,
  type OutputTexts,
  type TargetNames,
} from "../circuits/_components/target-words";

type Names = readonly [feature: string, name: string][];

export interface ShownExample extends ExampleCircuit {
  outputs: OutputTexts;
  /** Of its features. More come while the model is indexed, and a person's name stands before one made by rule. */
  names: Names;
  /** Of what it explains. */
  targetNames: TargetNames;
  /** Null until the circuit is ready. */
  drawings: GraphPictureProps[] | null;
}

/** The last that was shown: what it is once it stays, and what was drawn of it with which names. */
let chosen: { runId: string; example: ExampleCircuit; outputs: OutputTexts } | null = null;
let drawn: { key: string; drawings: GraphPictureProps[] } | null = null;

/**
 * What the first page shows of a finished run's circuit; null where it failed or what is stored of it cannot be read,
 * which must not take the page with it. Everybody is shown the same. Once the choice stays it is kept, and drawn anew only
 * when a name in it is another.
 */
export const loadExampleCircuit = cache(async (run: RunView): Promise<ShownExample | null> => {
  const choice = chosen?.runId === run.id ? chosen : await choose(run);
  if (!choice) return null;
  const { example, outputs } = choice;
  const { circuit } = example;
  if (circuit.status === "computing")
    return { ...example, outputs, names: [], targetNames: new Map(), drawings: null };
  try {
    const [names, targetNames] = await Promise.all([
      findCircuitNames(circuit.id),
      findTargetNames(circuit.runId ?? run.id, [circuit.target]),
    ]);
    const key = JSON.stringify([circuit.id, names]);
    if (drawn?.key !== key) drawn = { key, drawings: await stillDrawings(circuit, outputs, names) };
    if (example.settled) chosen = choice;
    return { ...example, outputs, names, targetNames, drawings: drawn.drawings };
  } catch (error) {
    createLogger("pages").error(
      { err: error, circuitId: circuit.id },
      "the first page's circuit cannot be drawn",
    );
    return null;
  }
});

async function choose(run: RunView) {
  const example = await exampleCircuit(run.id, run.tokens.length);
  if (!example) return null;
  const { model, target } = example.circuit;
  return { runId: run.id, example, outputs: await findOutputTexts(model.name, target) };
}
