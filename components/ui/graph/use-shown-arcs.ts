import { useMemo } from "react";
import type { ArcWay } from "./arc-popover";
import type { GraphArc, GraphNode } from "./types";

/** Arcs as a canvas is given them. */
export interface CanvasArcs {
  /** Those of the node that is chosen or pointed at are drawn, unless all are. */
  of: readonly GraphArc[];
  all: boolean;
  chosen: string | null;
  /** The column of which one asks who wrote what the chosen node takes from it. */
  wrote: number | null;
  onChoose: (arc: GraphArc) => void;
  /** The questions that a pressed arc leads to, and what asks one. */
  ways: readonly ArcWay[];
  onWay: (arc: GraphArc, way: string) => void;
}

interface Looked {
  chosen: string | null;
  pointed: string | null;
}

/** The arcs that are drawn, and the nodes that may have written what the chosen node reads; null where nobody asks. */
export function useShownArcs(
  arcs: CanvasArcs | undefined,
  nodes: readonly GraphNode[],
  { chosen, pointed }: Looked,
): { shown: readonly GraphArc[]; writers: ReadonlySet<string> | null } {
  const { of, all = false, wrote = null } = arcs ?? {};
  const shown = useMemo(
    () => (of ?? []).filter(({ node }) => all || node === chosen || node === pointed),
    [of, all, chosen, pointed],
  );
  const writers = useMemo(() => {
    if (wrote === null) return null;
    return new Set(nodes.filter(({ column }) => column === wrote).map(({ id }) => id));
  }, [nodes, wrote]);
  return { shown, writers };
}
