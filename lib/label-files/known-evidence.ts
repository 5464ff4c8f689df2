import { db } from "@/lib/db/client";
import type { LabelEvidence } from "@/lib/labels/label-schemas";
import type { KnownEvidence } from "./imported-label";

/** Of examples and circuits that were pinned at another site, or here once, those that this site has: by their ids. */
export async function knownEvidence(
  dictionaryId: string,
  { examples, circuits }: LabelEvidence,
): Promise<KnownEvidence> {
  const [windows, circuitsHere] = await Promise.all([
    examples.length === 0
      ? []
      : db().corpusWindow.findMany({
          where: {
            OR: examples.map(({ corpus, window }) => ({ indexId: corpus, number: window })),
            index: { model: { dictionarySets: { some: { dictionaries: { some: { id: dictionaryId } } } } } },
          },
          select: { indexId: true, number: true },
        }),
    circuits.length === 0
      ? []
      : db().circuit.findMany({ where: { id: { in: circuits } }, select: { id: true } }),
  ]);
  const here = {
    examples: examples.filter(({ corpus, window }) =>
      windows.some(({ indexId, number }) => indexId === corpus && number === window),
    ),
    circuits: circuits.filter((id) => circuitsHere.some((each) => each.id === id)),
  };
  const kept = here.examples.length + here.circuits.length;
  return { evidence: here, missing: examples.length + circuits.length - kept };
}
