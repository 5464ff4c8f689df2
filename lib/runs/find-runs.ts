import { db } from "@/lib/db/client";

export interface RunListItem {
  id: string;
  text: string;
  status: "computing" | "ready" | "failed";
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
    select: { id: true, text: true, status: true, createdAt: true, model: { select: { name: true } } },
  });
  const items = rows.slice(0, limit).map(({ model, ...run }) => ({ ...run, modelName: model.name }));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
