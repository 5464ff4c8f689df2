import { circuitSchema } from "@/lib/circuit-format/circuit";
import { compareCircuits } from "@/lib/circuit-format/compare-circuits";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import type { OwnImport } from "./get-import";

export interface Comparison {
  agrees: boolean;
  /** Of the numbers that both have, as a part of 1 + the number. */
  largestDifference: number;
  differenceCount: number;
  /** The first of them. */
  places: string[];
}

/** About half a second of work for the process that serves pages. */
export const mostComparedEdges = 60_000;
const maxKept = 200;
/** By import and circuit, neither of which ever changes. */
const kept = new Map<string, Comparison>();

/** How an import that has been read differs from a circuit of the same question; undefined where either is gone. */
export async function compareImport(own: OwnImport, circuitId: string): Promise<Comparison | undefined> {
  const key = `${own.importId} ${circuitId}`;
  const comparison = kept.get(key) ?? (await compare(own, circuitId));
  if (!comparison) return undefined;
  kept.set(key, comparison);
  for (const oldest of kept.keys()) if (kept.size > maxKept) kept.delete(oldest);
  return comparison;
}

async function compare({ importId, ownerId }: OwnImport, circuitId: string): Promise<Comparison | undefined> {
  const [file, own] = await Promise.all([
    db().importedCircuit.findFirst({ where: { id: importId, ownerId }, select: { graph: true } }),
    db().circuit.findUnique({ where: { id: circuitId }, select: { graph: true } }),
  ]);
  if (!file?.graph || !own?.graph) return undefined;
  const [imported, computed] = [file.graph, own.graph].map((graph) =>
    circuitSchema.parse(unpackDocument(graph)),
  );
  if (!imported || !computed) return undefined;
  // They answer the same question, whatever order and names its dictionary sets have in the file.
  const result = compareCircuits({ ...imported, spec: computed.spec }, computed);
  return {
    agrees: result.matches,
    largestDifference: result.largestDifference,
    differenceCount: result.differenceCount,
    places: result.differences.map(
      ({ where: place, what, stored, recomputed }) =>
        `${place}: ${what} is ${stored ?? "absent"} in the file and ${recomputed ?? "absent"} here`,
    ),
  };
}
