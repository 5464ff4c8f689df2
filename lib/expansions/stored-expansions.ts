import { db } from "@/lib/db/client";

/** Rows of one page: a packed expansion is some ten kilobytes, and some tens of milliseconds to compute again. */
const pageSize = 50;

export interface StoredExpansion {
  nodeId: string;
  /** As `packDocument` left it. */
  packed: Uint8Array;
}

/** How many pages the nodes of a circuit that were expanded by hand fill. */
export async function countExpansionPages(circuitId: string): Promise<number> {
  return Math.ceil((await db().expansion.count({ where: { circuitId } })) / pageSize);
}

/** One page of them, counted from 0, in the order in which they were asked for: what is asked for meanwhile comes after. */
export async function readExpansionPage(circuitId: string, page: number): Promise<StoredExpansion[]> {
  const rows = await db().expansion.findMany({
    where: { circuitId },
    orderBy: { id: "asc" },
    skip: page * pageSize,
    take: pageSize,
    select: { nodeId: true, result: true },
  });
  return rows.flatMap(({ nodeId, result }) => (result ? { nodeId, packed: result } : []));
}
