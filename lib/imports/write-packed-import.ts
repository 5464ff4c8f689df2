import type { MarkedNodes } from "@/lib/attribution-graphs/attribution-graph";
import { writePackedGraph } from "@/lib/attribution-graphs/write-packed-graph";
import { refuseManyEdges } from "@/lib/circuits/refuse-many-edges";
import { unpackReport } from "./import-report";

export interface PackedImport {
  packed: Uint8Array;
  report: Uint8Array;
  marked?: MarkedNodes;
  lost: string[];
}

/** An imported circuit as an attribution graph, packed. Throws "unprocessable" for a large one. It runs on a thread. */
export function writePackedImport({ packed, report, marked, lost }: PackedImport): Uint8Array<ArrayBuffer> {
  const { summary, extras } = unpackReport(report);
  refuseManyEdges(summary.edgeCount, "The file that you imported says it all.");
  return writePackedGraph({ packed, extras: { ...extras, ...(marked && { marked }) }, lost });
}
