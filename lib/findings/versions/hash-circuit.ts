import { readPackedGraph } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { hashGraph } from "./graph-hash";

/**
 * The hash of a circuit's graph, which never changes: from a version of any finding about it, or computed. Throws "conflict"
 * for a circuit that is not ready, and what hashGraph throws.
 */
export async function hashCircuit({
  circuitId,
  asker,
}: {
  circuitId: string;
  asker: string;
}): Promise<string> {
  const known = await db().findingVersion.findFirst({
    where: { finding: { circuitId } },
    select: { graphHash: true },
  });
  return known?.graphHash ?? hashGraph(await readPackedGraph(circuitId), asker);
}
