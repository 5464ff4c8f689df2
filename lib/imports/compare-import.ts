import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { onThread } from "@/lib/threads/on-thread";
import type { ThreadWork } from "@/lib/threads/thread-work";
import { type Comparison, type comparePacked, comparisonSchema } from "./compare-packed";
import type { OwnImport } from "./get-import";

const comparing: ThreadWork<typeof comparePacked> = {
  ...{ file: "lib/imports/compare-packed.ts", name: "comparePacked", answer: comparisonSchema },
  ...{ maxMillis: 20_000, isLong: true, tooMuch: "The two circuits are too large to be compared here." },
};

/** Some seconds of a thread's work. */
export const mostComparedEdges = 60_000;
const maxKept = 200;
/** By import and circuit, neither of which ever changes. */
const kept = new Map<string, Comparison>();

/**
 * How an import that has been read differs from a circuit of the same question; undefined where either is gone.
 * Throws what `onThread` throws.
 */
export async function compareImport(own: OwnImport, circuitId: string): Promise<Comparison | undefined> {
  const key = `${own.importId} ${circuitId}`;
  const comparison = kept.get(key) ?? (await compare(own, circuitId));
  if (!comparison) return undefined;
  kept.set(key, comparison);
  for (const oldest of kept.keys()) if (kept.size > maxKept) kept.delete(oldest);
  return comparison;
}

async function compare({ importId, ownerId }: OwnImport, circuitId: string): Promise<Comparison | undefined> {
  try {
    return await onThread(comparing, ownerId, async () => {
      const [file, own] = await Promise.all([
        db().importedCircuit.findFirst({ where: { id: importId, ownerId }, select: { graph: true } }),
        db().circuit.findUnique({ where: { id: circuitId }, select: { graph: true } }),
      ]);
      if (!file?.graph || !own?.graph) throw notFound("circuit");
      return { imported: file.graph, computed: own.graph };
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") return undefined;
    throw error;
  }
}
