import { db } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";
import { parseTraining } from "./training";
import { trainingWords } from "./training-words";

/** The dictionaries of a model, or those that a run is read with. */
export type DictionariesOf = { modelName: string } | { runId: string };

/** What the files of dictionaries do not state of the model's processing and who states it, in words for the reader. */
export async function findUnstated(of: DictionariesOf): Promise<string[]> {
  const set = "runId" in of ? { runs: { some: { runId: of.runId } } } : { model: { name: of.modelName } };
  const dictionaries = await showingRows(
    () =>
      db().dictionary.findMany({
        where: { set },
        select: { training: true, set: { select: { kind: true } } },
      }),
    // What a run is read with is stored with it.
    () => ("runId" in of ? { topics: [`Run ${of.runId}`], insteadOf: ["RunSet"] } : null),
  );
  return trainingWords(
    dictionaries.map(({ training, set: { kind } }) => ({
      kind,
      ...parseTraining(training),
    })),
  );
}
