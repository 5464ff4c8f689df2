import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { knowsPosition, nothingSaid, type TrainedTexts } from "@/lib/circuit-format/processing";
import { db } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";
import { parseTraining } from "@/lib/models/training";
import { getVocabulary } from "@/lib/models/vocabulary";

/** Of a run's text, whether a dictionary that read it was trained on the tokens at each position, by what its file says. */
export type KnownPositions = (dictionary: { kind: DictionaryKind; layer: number }) => boolean[];

export async function knownPositionsOf(runId: string): Promise<KnownPositions> {
  const run = await readRun(runId);
  const tokenIds = run?.tokenIds ?? [];
  const special = run ? (await getVocabulary(run.model.name))?.special : undefined;
  const texts = new Map<string, TrainedTexts>();
  for (const { set } of run?.sets ?? [])
    for (const { layer, training } of set.dictionaries)
      texts.set(`${set.kind} ${layer}`, parseTraining(training).texts);
  // Every text begins with the beginning-of-text token.
  const isSpecial = (id: number) => id === tokenIds[0] || (special?.has(id) ?? false);
  return ({ kind, layer }) =>
    tokenIds.map((id, position) =>
      knowsPosition(texts.get(`${kind} ${layer}`) ?? nothingSaid, { position, id, isSpecial: isSpecial(id) }),
    );
}

const fields = {
  tokenIds: true,
  model: { select: { name: true } },
  sets: {
    select: { set: { select: { kind: true, dictionaries: { select: { layer: true, training: true } } } } },
  },
} as const;

function readRun(id: string) {
  return showingRows(
    () => db().run.findUnique({ where: { id }, select: fields }),
    (run) => (run ? { topics: [`Run ${id}`], insteadOf: ["Run", "RunSet"] } : null),
  );
}
