import { gridOf } from "@/components/ui/graph/column-heads";
import { layoutGraph, type Room } from "@/components/ui/graph/layout";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { readableNodes, type VisibleOptions, visibleGraph } from "@/lib/circuit-graph/visible-graph";
import { untouchedView } from "@/lib/views/view-state";
import { drawnColumns, drawnNodes, drawnRows } from "./drawn-graph";

/** Fewer than these are no circuit to look at, however small the screen. */
const fewest = 3;
/** Where fewer than these can be read, so many are drawn as have room at least for their signs. */
const enough = 12;

/** Of so many of them at least, the names can be read all the same. */
const leastRead = 0.5;

/**
 * How many of the most influential nodes stand in the room so that the name of each can be read; where those are few, as on a
 * phone, some more, of which the least influential are drawn without their names.
 */
export function nodesThatFit(
  index: GraphIndex,
  words: NodeWords,
  layers: number,
  room: Room,
  options: Pick<VisibleOptions, "isFolded"> = {},
): number {
  const rows = drawnRows(index, layers);
  /** Of the nodes that are drawn, the part whose names can be read; 0 where they do not fit, or the target has none. */
  function readOf(most: number, isLoose = false): number {
    const visible = visibleGraph(index, untouchedView, { ...options, most });
    const nodes = drawnNodes({ index, visible, view: untouchedView, words, layers });
    const { texts, fits } = layoutGraph(nodes, gridOf(rows, drawnColumns(words, visible.folds)), room);
    // What is of a token alone has its name under its column.
    const read = nodes.filter(({ id, mark }) => texts.get(id) !== "" || (isLoose && mark === "embed"));
    return fits && texts.get(index.root) !== "" ? read.length / Math.max(1, nodes.length) : 0;
  }
  let [read, above] = [fewest, readableNodes + 1];
  while (above - read > 1) {
    const middle = Math.floor((read + above) / 2);
    if (readOf(middle) === 1) read = middle;
    else above = middle;
  }
  for (let most = enough; most > read; most--) if (readOf(most, true) >= leastRead) return most;
  return read;
}
