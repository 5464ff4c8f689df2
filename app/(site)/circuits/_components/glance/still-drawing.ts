import type { GraphPictureProps } from "@/components/ui/graph/graph-picture";
import { indexGraph } from "@/lib/circuit-graph/graph-index";
import { visibleGraph } from "@/lib/circuit-graph/visible-graph";
import { readCircuitGraph } from "@/lib/circuits/read-circuit-graph";
import type { CircuitView } from "@/lib/circuits/view";
import { untouchedView } from "@/lib/views/view-state";
import type { OutputTexts } from "../target-words";
import { drawnColumns, drawnNodes, drawnRows } from "../workbench/drawn-graph";

/** What a finished circuit looks like before anybody touches it. */
export async function stillDrawing(
  { id, tokens, model: { layers } }: CircuitView,
  outputs: OutputTexts,
): Promise<GraphPictureProps> {
  const index = indexGraph(await readCircuitGraph(id));
  const visible = visibleGraph(index, untouchedView);
  const words = { tokens, outputs: new Map(outputs), labels: new Map() };
  return {
    nodes: drawnNodes({ index, visible, view: untouchedView, words, layers }),
    edges: visible.edges.filter(({ quiet }) => !quiet),
    rows: drawnRows(index, layers),
    columns: drawnColumns(words),
  };
}
