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
  const { graph } = await readColumns(circuitId, { graph: true });
  return graph ?? notReady();
}

/** A document with its nodes for `unpackNodes`: the graph itself where they are not beside it yet. Throws the same. */
export async function readPackedNodes(circuitId: string): Promise<Uint8Array<ArrayBuffer>> {
  const { nodes } = await readColumns(circuitId, { nodes: true });
  return nodes ?? readPackedGraph(circuitId);
}

async function readColumns<Columns extends { graph?: true; nodes?: true }>(id: string, select: Columns) {
  const isId = z.uuid().safeParse(id).success;
  if (isId) await touchCircuit(id);
  const circuit = isId ? await db().circuit.findUnique({ where: { id }, select }) : null;
  if (!circuit) throw notFound("circuit");
  return circuit;
}

function notReady(): never {
  throw new AppError(
    "conflict",
    "This circuit is not ready. Its page shows how far it is, or computes it again.",
  );
}

/** The same, read and checked. Throws too for what is no circuit any more. */
export async function readCircuitGraph(circuitId: string): Promise<Circuit> {
  return circuitSchema.parse(unpackDocument(await readPackedGraph(circuitId)));
}
