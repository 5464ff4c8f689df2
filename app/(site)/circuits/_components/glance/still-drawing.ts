import type { GraphPictureProps } from "@/components/ui/graph/graph-picture";
import { indexGraph } from "@/lib/circuit-graph/graph-index";
import { visibleGraph } from "@/lib/circuit-graph/visible-graph";
import { readCircuitGraph } from "@/lib/circuits/read-circuit-graph";
import type { CircuitView } from "@/lib/circuits/view";
import { untouchedView } from "@/lib/views/view-state";
import type { OutputTexts } from "../target-words";
import { drawnColumns, drawnNodes, drawnRows } from "../workbench/drawn-graph";
import { nodesThatFit } from "../workbench/nodes-that-fit";

/**
 * What the axes leave of a canvas, in pixels: of the first page's on a window of 1280 pixels, which is as wide as the page
 * gets, and of one on a phone of 390. The picture, beside which are no buttons, fits one of 360 too.
 */
const rooms = {
  wide: { width: 984, height: 364 },
  narrow: { width: 272, height: 364 },
} as const;

/** What a finished circuit looks like before anybody touches it: a picture for wide windows and one for the others. */
export async function stillDrawings(
  { id, tokens, model: { layers } }: CircuitView,
  outputs: OutputTexts,
  names: readonly (readonly [feature: string, name: string])[],
): Promise<GraphPictureProps[]> {
  const index = indexGraph(await readCircuitGraph(id));
  const words = { tokens, outputs: new Map(outputs), labels: new Map(names) };
  return (["wide", "narrow"] as const).map((shownOn) => {
    const room = rooms[shownOn];
    const visible = visibleGraph(index, untouchedView, { most: nodesThatFit(index, words, layers, room) });
    return {
      nodes: drawnNodes({ index, visible, view: untouchedView, words, layers }),
      edges: visible.edges.filter(({ quiet }) => !quiet),
      rows: drawnRows(index, layers),
      columns: drawnColumns(words, visible.folds),
      ...{ room, shownOn },
    };
  });
}
