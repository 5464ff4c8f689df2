import { z } from "zod";
import type { Mode } from "@/lib/circuit-format/kinds";
import { db } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";
import { cutPage, type Page } from "@/lib/paging/page";
import { runTokens } from "@/lib/runs/run-tokens";
import { findTargetNames } from "./find-target-names";
import type { FeatureCircuitView } from "./view";

export interface CircuitListItem {
  id: string;
  target: string;
  mode: Mode;
  threshold: number;
  nodeCount: number | null;
  replacementScore: number | null;
  createdAt: Date;
}

const listed = {
  id: true,
  target: true,
  mode: true,
  threshold: true,
  nodeCount: true,
  replacementScore: true,
  createdAt: true,
} as const;

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
  const rows = await showingRows(
    () =>
      db().circuit.findMany({
        where: { runId, computedAt: { not: null }, id: { not: butFor, ...(cursor && { lt: cursor }) } },
        orderBy: { id: "desc" },
        take: limit + 1,
        select: listed,
      }),
    () => ({ topics: [`Run ${runId}`], insteadOf: ["Circuit"] }),
  );
  return cutPage(rows, limit);
}

/** The influence of the last place before the page, its circuit and its position there. */
export const featureCircuitCursor = z
  .string()
  .transform((text) => text.split("_", 3))
  .pipe(z.tuple([z.coerce.number<string>(), z.uuid(), z.coerce.number<string>().int().min(0).max(1e9)]))
  .transform(([influence, circuitId, position]) => ({ influence, circuitId, position }));

const placed = {
  circuitId: true,
  position: true,
  activation: true,
  influence: true,
  effect: true,
  expanded: true,
  circuit: {
    select: {
      target: true,
      mode: true,
      runId: true,
      run: { select: { text: true, tokenIds: true, tokenTexts: true, model: { select: { name: true } } } },
    },
  },
} as const;

interface FeatureCircuitsPage {
  featureId: bigint;
  cursor?: z.output<typeof featureCircuitCursor>;
  limit?: number;
}

/** The places of a feature in finished circuits, those where it matters most first: from one index. */
export async function findCircuitsOfFeature({
  featureId,
  cursor,
  limit = 20,
}: FeatureCircuitsPage): Promise<Page<FeatureCircuitView>> {
  const rows = await showingRows(
    () =>
      db().circuitFeature.findMany({
        where: { featureId, circuit: { computedAt: { not: null } }, ...(cursor && { OR: after(cursor) }) },
        orderBy: [{ influence: "desc" }, { circuitId: "asc" }, { position: "asc" }],
        take: limit + 1,
        select: placed,
      }),
    // A circuit's places are stored when it is, and go when it goes; its run stands as long.
    () => ({ topics: [`Feature ${featureId}`], insteadOf: ["CircuitFeature", "Circuit", "Run"] }),
  );
  const page = cutPage(rows, limit, (row) => `${row.influence}_${row.circuitId}_${row.position}`);
  const names = await findTargetNames(page.items.map(({ circuit }) => circuit));
  const items = page.items.map(async ({ circuit: { target, mode, run }, ...place }, i) => {
    const tokens = await runTokens(run);
    return { ...place, target, targetName: names[i] ?? null, mode, text: run.text, tokens };
  });
  return { ...page, items: await Promise.all(items) };
}

function after({ influence, circuitId, position }: z.output<typeof featureCircuitCursor>) {
  return [
    { influence: { lt: influence } },
    { influence, circuitId: { gt: circuitId } },
    { influence, circuitId, position: { gt: position } },
  ];
}
