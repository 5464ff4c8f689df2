import { z } from "zod";
import { db } from "@/lib/db/client";
import { storableText } from "@/lib/db/storable-text";
import { AppError, notFound } from "@/lib/errors";
import { keeping } from "@/lib/limits/keeping";
import { storedBytes } from "@/lib/limits/storage";
import { cutPage, type Page } from "@/lib/paging/page";
import { touchCircuit } from "@/lib/unread/touch";
import type { SavedViewItem } from "./view";
import { viewStateSchema } from "./view-schema";

export const newViewSchema = z.object({
  name: storableText.trim().min(1, "Give the view a name.").max(80, "Use at most 80 characters."),
  state: viewStateSchema,
});

const shown = { id: true, name: true, state: true, updatedAt: true } as const;

/**
 * Keeps a view of a circuit under a new name. A name one has already is a "conflict": nothing is overwritten. Throws what
 * `keeping` throws.
 */
export async function saveView({
  circuitId,
  ownerId,
  name,
  state,
}: z.infer<typeof newViewSchema> & { circuitId: string; ownerId: string }): Promise<SavedViewItem> {
  await touchCircuit(circuitId);
  if ((await db().circuit.count({ where: { id: circuitId } })) === 0) throw notFound("circuit");
  return keeping(ownerId, storedBytes(state.length), async (tx) => {
    const [saved] = await tx.savedView.createManyAndReturn({
      data: { circuitId, ownerId, name, state },
      skipDuplicates: true,
      select: shown,
    });
    if (saved) return saved;
    const taken = "You have a view of that name. Choose another name, or delete that view first.";
    throw new AppError("conflict", taken, { fields: { name: taken } });
  });
}

interface OwnViews {
  circuitId: string;
  ownerId: string;
}

/** One's own views of a circuit, the latest first, a page at a time. */
export async function findViews({
  circuitId,
  ownerId,
  cursor,
  limit = 20,
}: OwnViews & { cursor?: string; limit?: number }): Promise<Page<SavedViewItem>> {
  const views = await db().savedView.findMany({
    where: { circuitId, ownerId, ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: shown,
  });
  return cutPage(views, limit);
}

/** What one of one's own views of a circuit holds; null where there is none of that id. */
export async function findViewState({
  viewId,
  ...own
}: OwnViews & { viewId: string }): Promise<string | null> {
  if (!z.uuid().safeParse(viewId).success) return null;
  const view = await db().savedView.findFirst({ where: { id: viewId, ...own }, select: { state: true } });
  return view?.state ?? null;
}

/** Deletes one of one's own views. Throws "not-found". */
export async function deleteView({ viewId, ownerId }: { viewId: string; ownerId: string }): Promise<void> {
  const deleted = await db().savedView.deleteMany({ where: { id: viewId, ownerId } });
  if (deleted.count === 0) throw notFound("view of yours");
}
