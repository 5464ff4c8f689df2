import type { GraphEdge } from "./types";

export interface Related {
  /** The edges that are drawn whatever is chosen. */
  loud: readonly GraphEdge[];
  /** The chosen node and its neighbours, which stand out; null where nothing does. */
  nodes: ReadonlySet<string> | null;
  /** Those between them; null where nothing stands out. */
  edges: readonly GraphEdge[] | null;
}

/**
 * What stands out while a node is chosen. Nothing does for the root, since one wants to see all that leads to it. Of the
 * edges that lead to the chosen node only those from `among`, where one asks for those: the rest is not what one looks at.
 */
export function relatedTo(
  edges: readonly GraphEdge[],
  chosen: string | null,
  root: string,
  among: ReadonlySet<string> | null = null,
): Related {
  const loud = edges.filter(({ quiet }) => !quiet);
  if (chosen === null || (chosen === root && !among)) return { loud, nodes: null, edges: null };
  const own = edges.filter(({ source, target }) =>
    among ? target === chosen && among.has(source) : source === chosen || target === chosen,
  );
  const nodes = new Set([chosen, ...own.flatMap(({ source, target }) => [source, target])]);
  return { loud, nodes, edges: own };
}
