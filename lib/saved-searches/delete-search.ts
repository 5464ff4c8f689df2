import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";

/** Deletes one's own search. Throws "not-found". */
export async function deleteSearch({
  searchId: id,
  ownerId,
}: {
  searchId: string;
  ownerId: string;
}): Promise<void> {
  const deleted = await db().savedSearch.deleteMany({ where: { id, ownerId } });
  if (deleted.count === 0) throw notFound("search of yours");
}
