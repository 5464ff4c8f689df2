import { computationOf, jobStateFields } from "@/lib/computations/computation";
import type { ComputationProgress } from "@/lib/computations/computation-view";
import { db } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";

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
}): Promise<Page<RunListItem>> {
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
  const runs = rows.map(({ id, text, createdAt, model, ...computed }) => ({
    ...{ id, text, createdAt, modelName: model.name },
    status: computationOf(computed).status,
  }));
  return cutPage(runs, limit);
}
