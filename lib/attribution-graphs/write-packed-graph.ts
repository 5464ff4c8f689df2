import { gzipSync } from "node:zlib";
import { unpackDocument } from "@/lib/documents/packed-document";
import type { GraphExtras } from "./attribution-graph";
import { exportAttributionGraph } from "./export-attribution-graph";

export interface PackedGraph {
  /** A circuit as it is stored. */
  packed: Uint8Array;
  extras: GraphExtras;
  /** What the file lacks beside what the circuit says, in a sentence each. */
  lost: string[];
}

/** A circuit as an attribution graph with what it lacks (./view.ts), packed. It runs on a thread. */
export function writePackedGraph({ packed, extras, lost }: PackedGraph): Uint8Array<ArrayBuffer> {
  const exported = exportAttributionGraph(unpackDocument(packed), extras);
  const json = JSON.stringify({ ...exported, lost: [...exported.lost, ...lost] });
  // It is read once, so it is packed fast and not small.
  return new Uint8Array(gzipSync(json, { level: 1 }));
}
