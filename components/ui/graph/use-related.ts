import { useMemo } from "react";
import type { GraphEdge } from "./types";

/**
 * What stands out while a node is chosen: it, its neighbours and the edges between. Null where nothing does: of the
 * root one wants to see all that leads to it.
 */
export function useRelated(edges: readonly GraphEdge[], chosen: string | null, root: string) {
  return useMemo(() => {
    const loud = edges.filter(({ quiet }) => !quiet);
    if (chosen === null || chosen === root) return { loud, nodes: null, edges: null };
    const own = edges.filter(({ source, target }) => source === chosen || target === chosen);
    const nodes = new Set([chosen, ...own.flatMap(({ source, target }) => [source, target])]);
    return { loud, nodes, edges: own };
  }, [edges, chosen, root]);
}
