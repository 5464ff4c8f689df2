import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { databaseMoment } from "./database-moment";
import { searchKinds } from "./search-kinds";

interface Own {
  searchId: string;
  ownerId: string;
}

/** Says of one's own search that what it finds now is seen. Throws "not-found". */
export async function lookAtSearch({ searchId: id, ownerId }: Own): Promise<void> {
  const search = await db().savedSearch.findFirst({
    where: { id, ownerId },
    select: { kind: true, query: true },
  });
  if (!search) throw notFound("search of yours");
  // What is labelled while this is read is told once more, and not left out.
  const lookedAt = await databaseMoment();
  const seen = await searchKinds[search.kind].seenNow(search.query);
  await db().savedSearch.updateMany({ where: { id, ownerId }, data: { ...seen, lookedAt } });
}
