import { build } from "@/lib/build";
import { db, type Transaction } from "@/lib/db/client";
import { mix } from "@/lib/engine/evidence/draw";
import { measureQuality } from "@/lib/engine/evidence/quality";
import type { Quality } from "@/lib/evidence-format/quality";
import { unpackWindow } from "@/lib/features/window-codec";
import { dictionariesOfIndex } from "@/lib/indices/dictionaries-of-index";
import { readWithFields } from "@/lib/runs/read-with";
import type { JobContext, Store } from "./context";
import { indexSeed } from "./handlers/feature-index";

/** Windows on which dictionaries are measured: as many as those of the bundled model's README. */
const measuredWindows = 100;

/** How well each dictionary of an index stands for its site, on windows drawn from its corpus. */
export async function measureDictionaries(
  indexId: string,
  { models, signal, progressed }: JobContext,
): Promise<Store> {
  const index = await db().featureIndex.findUniqueOrThrow({
    where: { id: indexId },
    select: readWithFields,
  });
  const { model } = await models.open(index);
  const windows = await drawWindows(indexId, model.config.vocabularySize);
  const measured = await measureQuality(model, windows, {
    signal,
    onWindow: (done) => progressed(done / windows.length, "Measuring the dictionaries"),
  });
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

async function drawWindows(indexId: string, vocabularySize: number): Promise<number[][]> {
  const numbers = await db().corpusWindow.findMany({ where: { indexId }, select: { number: true } });
  const drawn = numbers
    .map(({ number }) => ({ number, lot: mix(indexSeed + 1, number) }))
    .toSorted((a, b) => a.lot - b.lot)
    .slice(0, measuredWindows)
    .map(({ number }) => number);
  const rows = await db().corpusWindow.findMany({
    where: { indexId, number: { in: drawn } },
    orderBy: { number: "asc" },
    select: { tokenIds: true },
  });
  return rows.map(({ tokenIds }) => unpackWindow(tokenIds, vocabularySize));
}
