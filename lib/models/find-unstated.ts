import { db } from "@/lib/db/client";
import { unstatedWords } from "./unstated-words";

/** What the files of a model's dictionaries do not state of its processing, in words for the reader. */
export async function findUnstated(modelName: string): Promise<string[]> {
  const dictionaries = await db().dictionary.findMany({
    where: { set: { model: { name: modelName } }, unstated: { isEmpty: false } },
    select: { unstated: true, set: { select: { kind: true } } },
  });
  return unstatedWords(dictionaries.map(({ unstated, set: { kind } }) => ({ kind, unstated })));
}
