import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { SideKey } from "./label-event";
import type { LabelEvidence } from "./label-schemas";

/** Refuses pinned examples and circuits that are not there: "unprocessable". */
export async function checkEvidence(
  { dictionaryId }: Pick<SideKey, "dictionaryId">,
  { examples, circuits }: LabelEvidence,
): Promise<void> {
  const windows = new Map(examples.map(({ corpus, window }) => [`${corpus} ${window}`, { corpus, window }]));
  const distinct = new Set(circuits);
  const [windowsThere, circuitsThere] = await Promise.all([
    windows.size === 0
      ? 0
      : db().corpusWindow.count({
          where: {
            OR: [...windows.values()].map(({ corpus, window }) => ({ indexId: corpus, number: window })),
            index: { model: { dictionarySets: { some: { dictionaries: { some: { id: dictionaryId } } } } } },
          },
        }),
    distinct.size === 0 ? 0 : db().circuit.count({ where: { id: { in: [...distinct] } } }),
  ]);
  if (windowsThere < windows.size)
    throw new AppError(
      "unprocessable",
      "A pinned example is not of this model's corpora any more. Unpin it.",
    );
  if (circuitsThere < distinct.size)
    throw new AppError("unprocessable", "A pinned circuit is not there any more. Unpin it.");
}
