import { db } from "@/lib/db/client";
import { Sample } from "@/lib/engine/evidence/sample";
import type { LoadedModel } from "@/lib/engine/model";

/** For how long it is kept after it was asked for. */
const keptSeconds = 60;

let kept: { indexId: string; sample: Sample; timer: NodeJS.Timeout } | undefined;

/**
 * The windows that the parts of an index kept whole, read once for the dictionaries that are put together one after the
 * other: reading them takes a second, as much as a quarter of the rest, and what they hold is bounded whatever the corpus.
 */
export async function sampleOf(indexId: string, model: LoadedModel): Promise<Sample> {
  const sample = kept?.indexId === indexId ? kept.sample : await readSample(indexId, model);
  clearTimeout(kept?.timer);
  const timer = setTimeout(() => {
    kept = undefined;
  }, 1000 * keptSeconds);
  kept = { indexId, sample, timer: timer.unref() };
  return sample;
}

async function readSample(indexId: string, { dictionaries }: LoadedModel): Promise<Sample> {
  const parts = await db().indexPart.findMany({
    where: { indexId },
    orderBy: { part: "asc" },
    select: { sample: true },
  });
  return new Sample(
    dictionaries,
    parts.map(({ sample }) => sample),
  );
}
