import { z } from "zod";
import { readPackedGraph, unpackDocument } from "@/lib/circuits/read-circuit-graph";
import type { CircuitNode } from "../workbench/circuit-document";
import { parseNode } from "../workbench/parse-node";

const documentSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.string(),
      activation: z.number().nullable(),
      influence: z.number(),
      effect: z.number(),
      expanded: z.boolean(),
    }),
  ),
});

/** The nodes of a finished circuit. Throws "not-found" and, for one not ready, "conflict". */
export async function readNodes(circuitId: string): Promise<CircuitNode[]> {
  const { nodes } = documentSchema.parse(unpackDocument(await readPackedGraph(circuitId)));
  return nodes.flatMap((node) => {
    const parts = parseNode(node.id);
    return parts ? [{ ...parts, ...node }] : [];
  });
}
