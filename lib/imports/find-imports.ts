import { computationOf, jobStateFields } from "@/lib/computations/computation";
import type { ComputationProgress } from "@/lib/computations/computation-view";
import { db } from "@/lib/db/client";
import { mostImports } from "./import-computation";

export interface ImportListItem extends Pick<ComputationProgress, "status" | "failure"> {
  id: string;
  fileName: string;
  createdAt: Date;
}

/** One's own imports, newest first: all of them, since one may keep only so many. */
export async function findImports(ownerId: string): Promise<ImportListItem[]> {
  const rows = await db().importedCircuit.findMany({
    where: { ownerId },
    orderBy: { id: "desc" },
    take: mostImports,
    select: { id: true, fileName: true, createdAt: true, computedAt: true, job: { select: jobStateFields } },
  });
  return rows.map(({ id, fileName, createdAt, ...computed }) => {
    const { status, failure } = computationOf(computed);
    return { id, fileName, createdAt, status, failure };
  });
}
