import type { z } from "zod";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { holdKeeper } from "@/lib/limits/keeping";
import { databaseMoment } from "./database-moment";
import { maxQueryLength, maxSearches, type newSearchSchema } from "./saved-search-schemas";
import { searchKinds } from "./search-kinds";

const tooLong = "This search has too many filters to be kept. Leave some out.";

/** Keeps a search, all of which is seen from now on. Throws "invalid-input" for one that is too long, "conflict" for a name one has and for one too many. */
export async function saveSearch({
  ownerId,
  kind,
  name,
  query,
}: z.infer<typeof newSearchSchema> & { ownerId: string }): Promise<{ id: string }> {
  const { canonical, seenNow } = searchKinds[kind];
  const kept = canonical(query);
  // Said in full it may be longer than as it was sent.
  if (kept.length > maxQueryLength)
    throw new AppError("invalid-input", tooLong, { fields: { query: tooLong } });
  const lookedAt = await databaseMoment();
  const seen = await seenNow(kept);
  return db().$transaction(async (tx) => {
    await holdKeeper(tx, ownerId);
    if ((await tx.savedSearch.count({ where: { ownerId } })) >= maxSearches)
      throw new AppError(
        "conflict",
        `You keep ${maxSearches} searches, which is the most. Delete one first.`,
      );
    const [saved] = await tx.savedSearch.createManyAndReturn({
      data: { ownerId, kind, name, query: kept, lookedAt, ...seen },
      skipDuplicates: true,
      select: { id: true },
    });
    if (saved) return saved;
    const taken = "You have a search of that name. Choose another name, or delete that search first.";
    throw new AppError("conflict", taken, { fields: { name: taken } });
  });
}
