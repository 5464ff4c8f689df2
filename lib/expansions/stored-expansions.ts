import { db } from "@/lib/db/client";

/** Rows read at once: a packed expansion is some ten kilobytes. */
const pageSize = 50;

export interface StoredExpansion {
  nodeId: string;
  /** As `packDocument` left it. */
  packed: Uint8Array;
}

/** How many nodes of a circuit have been expanded by hand. */
export function countStoredExpansions(circuitId: string): Promise<number> {
  return db().expansion.count({ where: { circuitId, result: { not: null } } });
}

/** All of them in the order of their ids, a page at a time. */
export async function* storedExpansions(circuitId: string): AsyncGenerator<StoredExpansion> {
  for (let last = ""; ; ) {
    const page = await db().expansion.findMany({
      where: { circuitId, result: { not: null }, nodeId: { gt: last } },
      orderBy: { nodeId: "asc" },
      take: pageSize,
      select: { nodeId: true, result: true },
    });
    for (const { nodeId, result } of page) {
      last = nodeId;
      if (result) yield { nodeId, packed: result };
    }
    if (page.length < pageSize) return;
  }
}
