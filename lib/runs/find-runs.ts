import { computationOf, jobStateFields } from "@/lib/computations/computation";
import type { ComputationProgress } from "@/lib/computations/computation-view";
import { db } from "@/lib/db/client";

export interface RunListItem {
  id: string;
  text: string;
  status: ComputationProgress["status"];
  createdAt: Date;
  modelName: string;
}

/** The runs a member asked for first, newest first, a page at a time. */
export async function findRuns({
  requesterId,
  cursor,
  limit = 10,
}: {
  requesterId: string;
  cursor?: string;
  limit?: number;
}): Promise<{ items: RunListItem[]; nextCursor: string | null }> {
  const rows = await db().run.findMany({
    where: { requesterId, ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: {
      id: true,
      text: true,
      createdAt: true,
      computedAt: true,
      job: { select: jobStateFields },
      model: { select: { name: true } },
    },
  });
  const items = rows.slice(0, limit).map(({ id, text, createdAt, model, ...computed }) => ({
    ...{ id, text, createdAt, modelName: model.name },
    status: computationOf(computed).status,
  }));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
