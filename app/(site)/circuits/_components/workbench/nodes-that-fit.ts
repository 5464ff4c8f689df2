import { gridOf } from "@/components/ui/graph/column-heads";
import { layoutGraph, type Room } from "@/components/ui/graph/layout";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { readableNodes, type VisibleOptions, visibleGraph } from "@/lib/circuit-graph/visible-graph";
import { untouchedView } from "@/lib/views/view-state";
import { drawnColumns, drawnNodes, drawnRows } from "./drawn-graph";

/** Fewer than these are no circuit to look at, however small the screen. */
const fewest = 3;

/** How many of the most influential nodes stand in the room so that the name of each can be read. */
export function nodesThatFit(
  index: GraphIndex,
  words: NodeWords,
  layers: number,
  room: Room,
  options: Pick<VisibleOptions, "largest" | "isFolded"> = {},
): number {
  const rows = drawnRows(index, layers);
  function fits(most: number): boolean {
    const visible = visibleGraph(index, untouchedView, { ...options, most });
    const { texts, fits } = layoutGraph(
      drawnNodes({ index, visible, view: untouchedView, words, layers }),
      gridOf(rows, drawnColumns(words, visible.folds)),
      room,
    );
    return fits && [...texts.values()].every((text) => text !== "");
  }
  let [least, above] = [fewest, readableNodes + 1];
  while (above - least > 1) {
    const middle = Math.floor((least + above) / 2);
    if (fits(middle)) least = middle;
    else above = middle;
  }
  return least;
}
