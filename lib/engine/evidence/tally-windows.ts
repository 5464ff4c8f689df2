import type { Dictionary } from "../dictionaries/dictionary";
import type { ActiveFeatures } from "../features";
import type { LoadedModel } from "../model";
import type { Tensor } from "../runtime";
import type { CorpusWindow, PartTally, TallyOptions } from "./part";
import { type PeakReads, peakReadsOf, readSites } from "./peak-reads";
import { ReadStore } from "./read-store";
import { SampleWriter } from "./sample-bytes";
import { Tally } from "./tally";
import { packTally } from "./tally-bytes";

/** One dictionary's tally, and where it is of attention what its features read. */
interface Counted {
  dictionary: Dictionary;
  tally: Tally;
  reads: ReadStore | undefined;
}

/**
 * Reads windows of a corpus through the model and its dictionaries, and packs what each feature showed in them. What is
 * held meanwhile depends on the features and on `keep`, not on how many windows there are.
 */
export async function tallyWindows(
  model: LoadedModel,
  windows: AsyncIterable<CorpusWindow> | Iterable<CorpusWindow>,
  options: TallyOptions,
): Promise<PartTally> {
  const { seed, keep, signal } = options;
  const counted = model.dictionaries.map((dictionary, i): Counted => {
    const reads = dictionary.kind === "attn" ? new ReadStore(model.config.heads) : undefined;
    return { dictionary, tally: new Tally(dictionary.dFeatures, keep, seed + i), reads };
  });
  const sites = [
    ...new Set(
      model.dictionaries.flatMap(({ kind, layer, hookIn }) =>
        kind === "attn" ? [hookIn, ...Object.values(readSites(layer))] : [hookIn],
      ),
    ),
  ];
  const peakReads = peakReadsOf(model);
  const sample = new SampleWriter(counted.length);
  const read = { tokens: 0, windows: 0 };
  for await (const window of windows) {
    signal?.throwIfAborted();
    const values = await model.forward(window.tokenIds, sites);
    const features: ActiveFeatures[] = [];
    for (const one of counted) features.push(await addWindow(model, peakReads, one, window, values));
    if (options.sampledWindows(window.number)) sample.add(window.number, window.tokenIds, features);
    read.tokens += window.tokenIds.length - 1;
    read.windows += 1;
    options.onWindow?.({ ...read });
  }
  signal?.throwIfAborted();
  const dictionaries = counted.map(({ dictionary: { kind, layer }, tally, reads }) => {
    return { kind, layer, tally: packTally(tally, reads) };
  });
  return { ...read, dictionaries, sample: sample.packed() };
}

async function addWindow(
  model: LoadedModel,
  peakReads: PeakReads,
  { dictionary, tally, reads }: Counted,
  { number, tokenIds }: CorpusWindow,
  sites: ReadonlyMap<string, Tensor>,
): Promise<ActiveFeatures> {
  const x = sites.get(dictionary.hookIn);
  if (!x) throw new Error(`the forward pass did not give ${dictionary.hookIn}`);
  const features = await model.encode(dictionary, x);
  const kept = tally.add(number, tokenIds, features);
  if (reads && kept.length > 0) await peakReads.add(dictionary, kept, sites, tokenIds.length, reads);
  return features;
}
