import type { Mode } from "@/lib/circuit-format/kinds";
import { computationOf, jobStateFields } from "@/lib/computations/computation";
import type { ComputationProgress } from "@/lib/computations/computation-view";
import { db } from "@/lib/db/client";

export interface CircuitListItem {
  id: string;
  target: string;
  mode: Mode;
  threshold: number;
  status: ComputationProgress["status"];
  nodeCount: number | null;
  replacementScore: number | null;
  createdAt: Date;
}

/** The circuits traced in a run, newest first, a page at a time. */
export async function findCircuitsOfRun({
  runId,
  cursor,
  limit = 20,
}: {
  runId: string;
  cursor?: string;
  limit?: number;
}): Promise<{ items: CircuitListItem[]; nextCursor: string | null }> {
  const rows = await db().circuit.findMany({
    where: { runId, ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: {
      id: true,
      target: true,
      mode: true,
      threshold: true,
      nodeCount: true,
      replacementScore: true,
      createdAt: true,
      computedAt: true,
      job: { select: jobStateFields },
    },
  });
  const items = rows.slice(0, limit).map(({ computedAt, job, ...row }) => ({
    ...row,
    status: computationOf({ computedAt, job }).status,
  }));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export interface FeatureCircuit {
  circuitId: string;
  position: number;
  influence: number;
  effect: number;
}

/** The circuits a feature appears in, those it matters most in first: one indexed query. */
export async function findCircuitsOfFeature({
  featureId,
  limit = 20,
}: {
  featureId: bigint;
  limit?: number;
}): Promise<FeatureCircuit[]> {
  return db().circuitFeature.findMany({
    where: { featureId },
    orderBy: [{ influence: "desc" }, { circuitId: "asc" }],
    take: limit,
    select: { circuitId: true, position: true, influence: true, effect: true },
  });
}
