import { computationOf, jobStateFields } from "@/lib/computations/computation";
import type { ComputationProgress } from "@/lib/computations/computation-view";
import { db } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";

export interface ImportListItem extends Pick<ComputationProgress, "status" | "failure"> {
  id: string;
  fileName: string;
  createdAt: Date;
}

/** One's own imports, newest first, a page at a time. */
export async function findImports({
  ownerId,
  cursor,
  limit = 20,
}: {
  ownerId: string;
  cursor?: string;
  limit?: number;
}): Promise<Page<ImportListItem>> {
  const rows = await db().importedCircuit.findMany({
    where: { ownerId, ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: { id: true, fileName: true, createdAt: true, computedAt: true, job: { select: jobStateFields } },
  });
  const imports = rows.map(({ id, fileName, createdAt, ...computed }) => {
    const { status, failure } = computationOf(computed);
    return { id, fileName, createdAt, status, failure };
  });
  return cutPage(imports, limit);
}
