import { z } from "zod";
import { type CircuitNode, circuitSchema } from "@/lib/circuit-format/circuit";
import { packDocument, unpackDocument } from "@/lib/documents/packed-document";

/** The nodes of a circuit as they are kept beside its graph, whose edges are most of it. No database, as threads read them. */

const nodesSchema = z.object({ nodes: circuitSchema.shape.nodes });

/** What is kept of a graph's nodes: a document with them alone. */
export function packNodes({ nodes }: { nodes: readonly CircuitNode[] }): Uint8Array<ArrayBuffer> {
  return packDocument({ nodes });
}

/** The nodes of such a document, or of a whole graph. Throws for what is neither. */
export function unpackNodes(packed: Uint8Array): CircuitNode[] {
  return nodesSchema.parse(unpackDocument(packed)).nodes;
}
