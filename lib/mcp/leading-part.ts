import { z } from "zod";
import { circuitSchema } from "@/lib/circuit-format/circuit";

const maxNodes = 60;
const maxEdges = 150;

const { nodes, edges, scores, truncated } = circuitSchema.shape;
const leadingSchema = z.object({ nodes, edges, scores, truncated });

/** Of a circuit's document the most influential nodes and, between them, the strongest edges. */
export function leadingPart(document: unknown): unknown {
  const { nodes, edges, scores, truncated } = leadingSchema.parse(document);
  const leading = nodes.toSorted((a, b) => b.influence - a.influence).slice(0, maxNodes);
  const shown = new Set(leading.map(({ id }) => id));
  const between = edges
    .filter(({ source, target }) => shown.has(source) && shown.has(target))
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return {
    shown: `${leading.length} of ${nodes.length} nodes, ${Math.min(between.length, maxEdges)} of ${edges.length} edges`,
    ...{ nodes: leading, edges: between.slice(0, maxEdges), scores, truncated },
  };
}
