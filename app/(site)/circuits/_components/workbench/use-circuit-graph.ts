import { useDeferredValue, useMemo, useState } from "react";
import { pageRoom } from "@/components/ui/graph/layout";
import type { CausalCheckResult } from "@/lib/causal-checks/causal-check";
import { effectScale } from "@/lib/causal-checks/effect-scale";
import { largestMeasured } from "@/lib/causal-checks/largest-measured";
import { applyExpansions } from "@/lib/circuit-graph/apply-expansions";
import type { CircuitGraph } from "@/lib/circuit-graph/circuit-graph";
import { indexGraph } from "@/lib/circuit-graph/graph-index";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { visibleGraph } from "@/lib/circuit-graph/visible-graph";
import type { CircuitViewState } from "@/lib/views/view-state";
import { drawnColumns, drawnNodes, drawnRows } from "./drawn-graph";
import { useFigures } from "./figures-of";
import { influenceByToken } from "./influence-by-token";
import { nodesThatFit } from "./nodes-that-fit";
import { useExpansions } from "./use-expansions";
import type { WorkbenchCircuit } from "./workbench-circuit";

interface CircuitGraphInput {
  circuit: WorkbenchCircuit;
  document: CircuitGraph;
  words: NodeWords;
  view: CircuitViewState;
  selected: string | null;
  /** What was measured, if it is to be shown beside what is predicted. */
  check?: CausalCheckResult | null;
  /** Whether the errors of a row are drawn as one. */
  isFolded?: boolean;
}

const none: readonly string[] = [];

/** The circuit as it is now, with what was expanded by hand, and as it is drawn. */
export function useCircuitGraph(input: CircuitGraphInput) {
  const { circuit, document, words, view, selected, check = null, isFolded = true } = input;
  const expansions = useExpansions(circuit.address, circuit.runId === null ? none : view.opened);
  const index = useMemo(
    () => indexGraph(applyExpansions(document, expansions.ready)),
    [document, expansions.ready],
  );
  const figures = useFigures();
  // What is expanded by hand hands on effects, so that more is predicted than when the circuit was checked.
  const scale = useMemo(
    () => check && effectScale(check.points, (id) => index.nodes.get(id)?.effect),
    [check, index],
  );
  const largest = useMemo(() => largestMeasured(check?.points ?? []).map(({ id }) => id), [check]);
  const [room, onRoom] = useState(pageRoom);
  // What the graph missed is drawn besides these and not in place of any, so a check leaves the threshold where it was.
  const most = useMemo(
    () => nodesThatFit(index, words, circuit.layers, room, { isFolded }),
    [index, words, circuit.layers, room, isFolded],
  );
  // A slider drawn along moves at once; the graph follows as fast as it can.
  const settled = useDeferredValue(view);
  const unasked = useMemo(
    () => visibleGraph(index, settled, { most, largest, isFolded }),
    [index, settled, most, largest, isFolded],
  );
  const isThere = useMemo(() => {
    const several = [...unasked.groups, ...unasked.folds].map(({ id }) => id);
    return new Set([...unasked.nodes, ...unasked.groupOf.keys(), ...several]);
  }, [unasked]);
  // Choosing what is drawn anyway draws nothing anew.
  const also = selected !== null && !isThere.has(selected) ? selected : null;
  const visible = useMemo(
    () => (also === null ? unasked : visibleGraph(index, settled, { also, most, largest, isFolded })),
    [index, settled, also, most, largest, isFolded, unasked],
  );
  const nodes = useMemo(
    () => drawnNodes({ index, visible, view: settled, words, layers: circuit.layers, scale, figures }),
    [index, visible, settled, words, circuit.layers, scale, figures],
  );
  const rows = useMemo(() => drawnRows(index, circuit.layers), [circuit.layers, index]);
  const columns = useMemo(() => drawnColumns(words, visible.folds), [words, visible.folds]);
  const strip = useMemo(() => influenceByToken(index), [index]);
  return {
    index,
    visible,
    expansions,
    scale,
    threshold: view.above ?? visible.threshold,
    drawn: { nodes, edges: visible.edges, rows, columns, strip, onRoom },
  };
}
