import type { Dictionary } from "../dictionaries/dictionary";
import { readsHeads } from "../dictionaries/sites";
import type { ActiveFeatures } from "../features";
import type { LoadedModel } from "../model";
import type { Tensor } from "../runtime";
import { joinRows, splitFeatures } from "./joined-windows";
import { knownPositions, whereKnown } from "./known-positions";
import type { CorpusWindow, PartTally, TallyOptions } from "./part";
import { type PeakReads, peakReadsOf, readSites } from "./peak-reads";
import { ReadStore } from "./read-store";
import { SampleWriter } from "./sample-bytes";
import { Tally } from "./tally";
import { packTally } from "./tally-bytes";

type TallyInput = AsyncIterable<CorpusWindow> | Iterable<CorpusWindow>;

/** Rows from which on windows are encoded together: by the window, of 84 tokens as a rule, a row is 1.2 times the work. */
const rowsTogether = 256;

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
  windows: TallyInput,
  options: TallyOptions,
): Promise<PartTally> {
  const { seed, keep, signal } = options;
  const counted = model.dictionaries.map((dictionary, i): Counted => {
    const reads = readsHeads(dictionary) ? new ReadStore(model.config.heads) : undefined;
    return { dictionary, tally: new Tally(dictionary.dFeatures, keep, seed + i), reads };
  });
  const sites = [
    ...new Set(
      model.dictionaries.flatMap((dictionary) =>
        readsHeads(dictionary)
          ? [dictionary.hookIn, ...Object.values(readSites(dictionary.layer))]
          : [dictionary.hookIn],
      ),
    ),
  ];
  const peakReads = peakReadsOf(model);
  const sample = new SampleWriter(counted.length);
  const read = { tokens: 0, windows: 0 };
  for await (const some of joined(windows)) {
    const passes: ReadonlyMap<string, Tensor>[] = [];
    for (const { tokenIds } of some) {
      signal?.throwIfAborted();
      passes.push(await model.forward(tokenIds, sites));
    }
    const features: ActiveFeatures[][] = some.map(() => []);
    for (const one of counted) {
      signal?.throwIfAborted();
      for (const [i, ofWindow] of (await addWindows(model, peakReads, one, some, passes)).entries())
        features[i]?.push(ofWindow);
    }
    for (const [i, { number, tokenIds }] of some.entries()) {
      signal?.throwIfAborted();
      if (options.sampledWindows(number)) sample.add(number, tokenIds, features[i] ?? []);
      read.tokens += tokenIds.length - 1;
      read.windows += 1;
      options.onWindow?.({ ...read });
    }
  }
  signal?.throwIfAborted();
  const dictionaries = counted.map(({ dictionary: { kind, layer }, tally, reads }) => {
    return { kind, layer, tally: packTally(tally, reads) };
  });
  return { ...read, dictionaries, sample: sample.packed() };
}

/** Windows that are encoded together, in order. */
async function* joined(windows: TallyInput): AsyncGenerator<CorpusWindow[]> {
  let some: CorpusWindow[] = [];
  let rows = 0;
  for await (const window of windows) {
    some.push(window);
    rows += window.tokenIds.length;
    if (rows < rowsTogether) continue;
    yield some;
    some = [];
    rows = 0;
  }
  if (some.length > 0) yield some;
}

/** Adds what one dictionary shows in windows that were passed through the model, where it was trained on such; what fires in each. */
async function addWindows(
  model: LoadedModel,
  peakReads: PeakReads,
  { dictionary, tally, reads }: Counted,
  windows: readonly CorpusWindow[],
  passes: readonly ReadonlyMap<string, Tensor>[],
): Promise<ActiveFeatures[]> {
  const { hookIn } = dictionary;
  const inputs = passes.map((sites) => {
    const x = sites.get(hookIn);
    if (!x) throw new Error(`the forward pass did not give ${hookIn}`);
    return x;
  });
  const lengths = windows.map(({ tokenIds }) => tokenIds.length);
  const all = splitFeatures(await model.encode(dictionary, joinRows(inputs, hookIn)), lengths);
  const features = all.map((ofWindow, i) =>
    whereKnown(ofWindow, knownPositions(model, dictionary, windows[i]?.tokenIds ?? [])),
  );
  for (const [i, ofWindow] of features.entries()) {
    const [window, sites] = [windows[i], passes[i]];
    if (!window || !sites) throw new Error("there are more windows than were passed");
    const kept = tally.add(window.number, window.tokenIds, ofWindow);
    if (reads && kept.length > 0) await peakReads.add(dictionary, kept, sites, window.tokenIds.length, reads);
  }
  return features;
}
