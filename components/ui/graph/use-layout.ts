import { useMemo, useState } from "react";
import { gridOf } from "./column-heads";
import { type CrowdedCell, cellKey } from "./crowded";
import { type GraphLayout, layoutGraph, type Room } from "./layout";
import type { GraphColumn, GraphNode, GraphRow } from "./types";

interface LayoutInput {
  nodes: readonly GraphNode[];
  rows: readonly GraphRow[];
  columns: readonly GraphColumn[];
  room: Room;
  /** Drawn by themselves whatever the room: where one starts, and what one looks at. Groups and what the circuit missed come next. */
  root: string;
  selected: string | null;
}

const none: ReadonlySet<never> = new Set<never>();

/** All that places depend on: only another of it moves what is drawn. */
const layoutKey = (nodes: readonly GraphNode[], columns: readonly GraphColumn[]) =>
  [
    ...nodes.map(({ id, text, row, missed = false }) => `${id} ${text} ${row} ${missed}`),
    ...columns.map(({ label }) => label),
  ].join();

/** Where all stands in the room, with what the reader has unfolded of it. */
export function useLayout({ nodes, rows, columns, room, root, selected }: LayoutInput) {
  const [openColumns, setOpenColumns] = useState<ReadonlySet<number>>(none);
  const [openCells, setOpenCells] = useState<ReadonlySet<string>>(none);
  const key = layoutKey(nodes, columns);
  const missed = new Set(nodes.flatMap(({ id, missed }) => (missed ? [id] : [])));
  // Somebody drew them as one to have them seen.
  const groups = new Set(nodes.flatMap(({ id, mark }) => (mark === "group" ? [id] : [])));
  const layoutWith = (chosen: string | null) =>
    layoutGraph(nodes, gridOf(rows, columns, openColumns), room, (node) => {
      if (node.id === root || node.id === chosen) return 0;
      return missed.has(node.id) || groups.has(node.id) || openCells.has(cellKey(node)) ? 1 : 2;
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds all of nodes and columns that moves them
  const plain = useMemo(() => layoutWith(null), [key, rows.length, room, root, openColumns, openCells]);
  // Choosing what has a place moves nothing.
  const crowdedOut = selected !== null && isCrowdedOut(plain, selected) ? selected : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the plain layout, and so of all that it is of
  const layout = useMemo(() => (crowdedOut === null ? plain : layoutWith(crowdedOut)), [plain, crowdedOut]);
  const chips = useMemo(() => layout.crowded.map(chipOf), [layout]);
  return {
    layout,
    /** A chip for the nodes of each cell that have no room. */
    chips,
    /** Opens what a chip stands for. Returns whether the id is that of one. */
    openCell: (id: string): boolean => {
      const cell = layout.crowded.find((each) => each.id === id);
      // It may stand for neighbouring cells, too.
      if (cell) setOpenCells(new Set([...openCells, ...cell.nodes.map(cellKey)]));
      return cell !== undefined;
    },
    unfold: (columns: readonly number[]) => setOpenColumns(new Set([...openColumns, ...columns])),
    /** As it was before anything was unfolded. */
    foldAll: () => {
      setOpenColumns(none);
      setOpenCells(none);
    },
  };
}

function isCrowdedOut({ crowded }: GraphLayout, id: string): boolean {
  return crowded.some(({ nodes }) => nodes.some((node) => node.id === id));
}

function chipOf({ id, row, column, nodes }: CrowdedCell): GraphNode {
  const [heaviest] = nodes;
  return {
    ...{ id, row, column, mark: "group", text: `+${nodes.length}` },
    name: `${nodes.length} nodes for which there is no room here, of influence ${heaviest?.weight.toPrecision(3)} and less. Press to show them`,
    holds: nodes.map((node) => node.id),
    ...{ weight: 0, sign: 0, pinned: false, noted: false, unopened: false },
  };
}
