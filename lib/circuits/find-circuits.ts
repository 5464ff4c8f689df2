import type { Mode } from "@/lib/circuit-format/kinds";
import { db } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";

export interface CircuitListItem {
  id: string;
  target: string;
  mode: Mode;
  threshold: number;
  nodeCount: number | null;
  replacementScore: number | null;
  createdAt: Date;
}

/** The finished circuits traced in a run, but for one of them, newest first, a page at a time. */
export async function findCircuitsOfRun({
  runId,
  butFor,
  cursor,
  limit = 20,
}: {
  runId: string;
  butFor: string;
  cursor?: string;
  limit?: number;
}): Promise<Page<CircuitListItem>> {
  const rows = await db().circuit.findMany({
    where: { runId, computedAt: { not: null }, id: { not: butFor, ...(cursor && { lt: cursor }) } },
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
    },
  });
  return cutPage(rows, limit);
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
