import { z } from "zod";
import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { nodeColumns, parseNodeId } from "@/lib/circuit-format/node-id";
import { readPackedGraph, unpackDocument } from "./read-circuit-graph";

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
    const id = parseNodeId(node.id);
    return id ? [{ ...nodeColumns(id), ...node }] : [];
  });
}
