import { useDeferredValue, useMemo, useState } from "react";
import { pageRoom } from "@/components/ui/graph/layout";
import { applyExpansions } from "@/lib/circuit-graph/apply-expansions";
import type { CircuitGraph } from "@/lib/circuit-graph/circuit-graph";
import { indexGraph } from "@/lib/circuit-graph/graph-index";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { readableThreshold, visibleGraph } from "@/lib/circuit-graph/visible-graph";
import type { CircuitViewState } from "@/lib/views/view-state";
import { drawnColumns, drawnNodes, drawnRows } from "./drawn-graph";
import { nodesThatFit } from "./nodes-that-fit";
import { useExpansions } from "./use-expansions";
import type { WorkbenchCircuit } from "./workbench-circuit";

interface CircuitGraphInput {
  circuit: WorkbenchCircuit;
  document: CircuitGraph;
  words: NodeWords;
  view: CircuitViewState;
  selected: string | null;
}

const none: readonly string[] = [];

/** The circuit as it is now, with what was expanded by hand, and as it is drawn. */
export function useCircuitGraph({ circuit, document, words, view, selected }: CircuitGraphInput) {
  const expansions = useExpansions(circuit.address, circuit.runId === null ? none : view.opened);
  const index = useMemo(
    () => indexGraph(applyExpansions(document, expansions.ready)),
    [document, expansions.ready],
  );
  const [room, onRoom] = useState(pageRoom);
  const most = useMemo(
    () => nodesThatFit(index, words, circuit.layers, room),
    [index, words, circuit.layers, room],
  );
  // A slider drawn along moves at once; the graph follows as fast as it can.
  const settled = useDeferredValue(view);
  const unasked = useMemo(() => visibleGraph(index, settled, { most }), [index, settled, most]);
  const isThere = useMemo(
    () => new Set([...unasked.nodes, ...unasked.groupOf.keys(), ...unasked.groups.map(({ id }) => id)]),
    [unasked],
  );
  // Choosing what is drawn anyway draws nothing anew.
  const also = selected !== null && !isThere.has(selected) ? selected : null;
  const visible = useMemo(
    () => (also === null ? unasked : visibleGraph(index, settled, { also, most })),
    [index, settled, also, most, unasked],
  );
  const nodes = useMemo(
    () => drawnNodes({ index, visible, view: settled, words, layers: circuit.layers }),
    [index, visible, settled, words, circuit.layers],
  );
  const rows = useMemo(() => drawnRows(index, circuit.layers), [circuit.layers, index]);
  const columns = useMemo(() => drawnColumns(words), [words]);
  return {
    index,
    visible,
    expansions,
    threshold: view.above ?? readableThreshold(index, most),
    drawn: { nodes, edges: visible.edges, rows, columns, onRoom },
  };
}
