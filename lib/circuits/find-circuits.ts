import { z } from "zod";
import type { Mode } from "@/lib/circuit-format/kinds";
import { db, Prisma } from "@/lib/db/client";
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

type Place = Omit<FeatureCircuitView, "targetName" | "targetStanding" | "tokens"> & {
  runId: string;
  tokenIds: number[];
  tokenTexts: string[];
  model: string;
};

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
  const after = cursor
    ? Prisma.sql`and (c.influence < ${cursor.influence} or (c.influence = ${cursor.influence}
        and (c."circuitId", c.position) > (${cursor.circuitId}::uuid, ${cursor.position}::int)))`
    : Prisma.empty;
  const rows = await showingRows(
    () => db().$queryRaw<Place[]>`
      select c."circuitId", c.position, c.activation, c.influence, c.effect, c.expanded, k.target, k.mode::text as mode,
        k."runId", r.text, coalesce(r."tokenIds", '{}') as "tokenIds", coalesce(r."tokenTexts", '{}') as "tokenTexts",
        m.name as model
      from "CircuitFeature" c
      join "Circuit" k on k.id = c."circuitId" and k."computedAt" is not null
      join "Run" r on r.id = k."runId"
      join "Model" m on m.id = r."modelId"
      where c."featureId" = ${featureId} ${after}
      order by c.influence desc, c."circuitId", c.position limit ${limit + 1}`,
    // A circuit's places are stored when it is, and go when it goes; its run stands as long.
    () => ({ topics: [`Feature ${featureId}`], insteadOf: ["CircuitFeature", "Circuit", "Run"] }),
  );
  const page = cutPage(rows, limit, (row) => `${row.influence}_${row.circuitId}_${row.position}`);
  const names = await findTargetNames(page.items);
  const items = page.items.map(async ({ runId: _, tokenIds, tokenTexts, model, ...place }, i) => {
    const tokens = await runTokens({ model: { name: model }, tokenIds, tokenTexts });
    const { name = null, standing = null } = names[i] ?? {};
    return { ...place, targetName: name, targetStanding: standing, tokens };
  });
  return { ...page, items: await Promise.all(items) };
}
