import { db } from "@/lib/db/client";

/** Has features of the bundled model wait in the queue, as if a corpus had shown them firing; tells their dictionary. */
export async function queueFeatures(indices: readonly number[], layer = 3): Promise<string> {
  const { id } = await db().dictionary.findFirstOrThrow({
    where: { layer, set: { kind: "attn", model: { name: "storybook-4l" } } },
    select: { id: true },
  });
  await db().$executeRaw`
    insert into "QueuedFeature" ("dictionaryId", index, fires)
    select ${id}::uuid, i, true from unnest(${[...indices]}::int[]) i
    on conflict ("dictionaryId", index) do update set fires = true`;
  return id;
}

/** Empties the queue, so that a test knows what comes. */
export async function emptyQueue(): Promise<void> {
  await db().queuedFeature.updateMany({ data: { fires: false, visitId: null, leasedUntil: null } });
}
