import { z } from "zod";
import { type Circuit, circuitSchema } from "@/lib/circuit-format/circuit";
import { db } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { AppError, notFound } from "@/lib/errors";
import { touchCircuit } from "@/lib/unread/touch";

export * from "@/lib/documents/packed-document";
export * from "./refuse-many-edges";

/** The stored graph of a finished circuit, still packed. Throws "not-found" and, for one not ready, "conflict". */
export async function readPackedGraph(circuitId: string): Promise<Uint8Array<ArrayBuffer>> {
  const isId = z.uuid().safeParse(circuitId).success;
  if (isId) await touchCircuit(circuitId);
  const circuit = isId
    ? await db().circuit.findUnique({ where: { id: circuitId }, select: { graph: true } })
    : null;
  if (!circuit) throw notFound("circuit");
  if (!circuit.graph)
    throw new AppError(
      "conflict",
      "This circuit is not ready. Its page shows how far it is, or computes it again.",
    );
  return circuit.graph;
}

/** The same, read and checked. Throws too for what is no circuit any more. */
export async function readCircuitGraph(circuitId: string): Promise<Circuit> {
  return circuitSchema.parse(unpackDocument(await readPackedGraph(circuitId)));
}
