import { build } from "@/lib/build";
import { whyNoCircuit } from "@/lib/circuit-format/processing";
import { db, type Transaction } from "@/lib/db/client";
import { mix } from "@/lib/engine/evidence/draw";
import { measureQuality } from "@/lib/engine/evidence/quality";
import type { Quality } from "@/lib/evidence-format/quality";
import { unpackWindow } from "@/lib/features/window-codec";
import { dictionariesOfIndex } from "@/lib/indices/dictionaries-of-index";
import { budgetSeconds } from "@/lib/jobs/budget";
import { readWithFields } from "@/lib/runs/read-with";
import type { JobContext, Store } from "./context";
import { indexSeed } from "./handlers/feature-index";

/** Windows on which dictionaries are measured, if there is time: as many as those of the bundled model's README. */
const measuredWindows = 100;
/** So many are measured however long they take: fewer say little. */
const leastWindows = 8;
/** Of the time that the job has, the part in which windows are begun. A large model takes many seconds for one. */
const shareOfTime = 0.5;

/**
 * How well each dictionary of an index stands for its site, on windows drawn from its corpus. Nothing is measured where one
 * of them stands in no circuit, or nobody says on what model it was trained: what their features show is kept.
 */
export async function measureDictionaries(
  indexId: string,
  { models, signal, progressed }: JobContext,
): Promise<Store> {
  const index = await db().featureIndex.findUniqueOrThrow({
    where: { id: indexId },
    select: readWithFields,
  });
  const { model } = await models.open(index);
  if (whyNoCircuit(model.dictionaries) !== undefined) return { bytes: 0, write: async () => {} };
  const windows = await drawWindows(indexId, model.config.vocabularySize);
  const end = performance.now() + 1000 * shareOfTime * budgetSeconds("background");
  const measured = await measureQuality(
    model,
    untilTimeIsUp(windows, () => performance.now() > end),
    {
      signal,
      onWindow: (done) => progressed(done / windows.length, "Measuring the dictionaries"),
    },
  );
  const rows = await dictionariesOfIndex(indexId);
  const computedBy = `${build} on ${models.provider}`;
  return {
    bytes: 0,
    write: async (tx) => {
      for (const { kind, layer, seen: _, ...figures } of measured) {
        const row = rows.find((known) => known.kind === kind && known.layer === layer);
        if (row)
          await keepQuality(tx, row.id, computedBy, {
            ...{ format: "circuit-commons/quality@1", indexId },
            ...figures,
          });
      }
    },
  };
}

/** Adds what was measured of a dictionary to what is known of its quality: one part knows the losses, another the features. */
export async function keepQuality(
  tx: Transaction,
  dictionaryId: string,
  computedBy: string,
  known: Partial<Quality>,
): Promise<void> {
  await tx.$executeRaw`
    insert into "DictionaryQuality" ("dictionaryId", "measured", "computedBy")
    values (${dictionaryId}::uuid, ${JSON.stringify(known)}::jsonb, ${computedBy})
    on conflict ("dictionaryId") do update
    set "measured" = "DictionaryQuality"."measured" || excluded."measured",
      "computedBy" = excluded."computedBy", "measuredAt" = now()`;
}

/** Those that there is time for, and at least a few. They come in the order they were drawn in: what is left out is left to chance. */
export function* untilTimeIsUp<Window>(windows: readonly Window[], isUp: () => boolean): Generator<Window> {
  for (const [i, window] of windows.entries()) {
    if (i >= leastWindows && isUp()) return;
    yield window;
  }
}

/** In the order they were drawn in. */
async function drawWindows(indexId: string, vocabularySize: number): Promise<number[][]> {
  const numbers = await db().corpusWindow.findMany({ where: { indexId }, select: { number: true } });
  const drawn = numbers
    .map(({ number }) => ({ number, lot: mix(indexSeed + 1, number) }))
    .toSorted((a, b) => a.lot - b.lot)
    .slice(0, measuredWindows)
    .map(({ number }) => number);
  const rows = await db().corpusWindow.findMany({
    where: { indexId, number: { in: drawn } },
    select: { number: true, tokenIds: true },
  });
  return rows
    .toSorted((a, b) => drawn.indexOf(a.number) - drawn.indexOf(b.number))
    .map(({ tokenIds }) => unpackWindow(tokenIds, vocabularySize));
}
