import { db } from "@/lib/db/client";
import { unstatedWords } from "./unstated-words";

/** The dictionaries of a model, or those that a run is read with. */
export type DictionariesOf = { modelName: string } | { runId: string };

/** What the files of dictionaries do not state of the model's processing, in words for the reader. */
export async function findUnstated(of: DictionariesOf): Promise<string[]> {
  const set = "runId" in of ? { runs: { some: { runId: of.runId } } } : { model: { name: of.modelName } };
  const dictionaries = await db().dictionary.findMany({
    where: { set, unstated: { isEmpty: false } },
    select: { unstated: true, set: { select: { kind: true } } },
  });
  return unstatedWords(dictionaries.map(({ unstated, set: { kind } }) => ({ kind, unstated })));
}
