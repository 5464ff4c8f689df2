import { db } from "@/lib/db/client";
import { packNodes, unpackNodes } from "@/lib/documents/circuit-nodes";

/** In one go of one worker, each under a second of its thread; the next hour does more. */
const most = 50;

/**
 * Puts the nodes beside the graphs of circuits that an earlier release stored. What cannot be read stays as it is, which
 * its verification tells.
 */
export async function fillNodes(): Promise<void> {
  const where = { computedAt: { not: null }, nodes: null };
  const rows = await db().circuit.findMany({
    ...{ where, orderBy: { id: "desc" }, take: most, select: { id: true } },
  });
  for (const { id } of rows) {
    const { graph } = await db().circuit.findUniqueOrThrow({ where: { id }, select: { graph: true } });
    const nodes = graph && nodesOf(graph);
    // Let go of meanwhile, it has none.
    if (nodes) await db().circuit.updateMany({ where: { id, ...where }, data: { nodes } });
  }
}

function nodesOf(graph: Uint8Array): Uint8Array<ArrayBuffer> | null {
  try {
    return packNodes({ nodes: unpackNodes(graph) });
  } catch {
    return null;
  }
}
