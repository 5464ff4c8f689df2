import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { notFound } from "@/lib/jobs/computation";

/** A graph is at most this large unpacked; a larger one was not made here. */
const maxGraphBytes = 64 * 1024 * 1024;

/** What is stored of a document: gzip of its JSON. */
export function packDocument(document: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(JSON.stringify(document)));
}

/** The JSON of a packed document. */
export function unpackText(packed: Uint8Array): Buffer<ArrayBuffer> {
  return gunzipSync(packed, { maxOutputLength: maxGraphBytes });
}

export function unpackDocument(packed: Uint8Array): unknown {
  return JSON.parse(unpackText(packed).toString("utf8"));
}

/** The stored graph of a finished circuit, still packed. Throws "not-found" and, for one not ready, "conflict". */
export async function readPackedGraph(circuitId: string): Promise<Uint8Array<ArrayBuffer>> {
  const circuit = z.uuid().safeParse(circuitId).success
    ? await db().circuit.findUnique({ where: { id: circuitId }, select: { graph: true } })
    : null;
  if (!circuit) throw notFound("circuit");
  if (!circuit.graph)
    throw new AppError("conflict", "This circuit is not ready yet. Its page shows how far it is.");
  return circuit.graph;
}
