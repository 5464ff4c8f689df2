import type { Evidence, Example } from "@/lib/evidence-format/evidence";
import { bandCount, binCount } from "@/lib/evidence-format/strata";
import type { Dictionary } from "../dictionaries/dictionary";
import { EngineError } from "../errors";
import type { CorpusEvidence, MergeOptions } from "./corpus-evidence";
import { mix } from "./draw";
import { familiesOf } from "./families";
import { firedTokens } from "./fired-tokens";
import { drawNegatives, mostNegatives } from "./negatives";
import { mostDrawn, mostTop } from "./part";
import { threeDigits } from "./rounding";
import type { Sample } from "./sample";
import { balancedShares, subsample } from "./subsample";
import { keyOf } from "./tally";
import { type FeatureTally, type PartExample, TallyReader } from "./tally-bytes";
import { togetherOf } from "./together";
import { weighExamples } from "./weighed-examples";

/** Where an example's tokens are found. */
type TokensOf = (corpus: number, window: number) => ArrayLike<number>;

/**
 * Puts together what the parts of a corpus showed of one dictionary, and what earlier corpora did: of each of its features,
 * ascending. Counts add up; what was drawn is drawn from again where it is too much, with its probability told.
 */
export function* mergeDictionary(
  dictionary: Pick<Dictionary, "kind" | "layer" | "dFeatures">,
  parts: readonly Uint8Array[],
  sample: Sample,
  options: MergeOptions,
): Generator<CorpusEvidence> {
  const readers = parts.map((bytes) => new TallyReader(bytes, dictionary.dFeatures));
  for (let index = 0; index < dictionary.dFeatures; index++) {
    const tallies = readers.map((reader) => reader.next());
    yield mergeFeature(dictionary, index, tallies, sample, options);
  }
  for (const reader of readers) reader.end();
}

function mergeFeature(
  { kind, layer }: Pick<Dictionary, "kind" | "layer">,
  index: number,
  tallies: readonly FeatureTally[],
  sample: Sample,
  options: MergeOptions,
): CorpusEvidence {
  const earlier = options.earlier?.(index);
  const before = earlier?.corpora ?? [];
  if (before.some(({ indexId }) => indexId === options.corpus.indexId))
    throw new EngineError("invalid-input", "This corpus is in the feature's evidence already.");
  const corpora = [...before, options.corpus];
  const corpus = before.length;
  const tokensOf: TokensOf = (c, window) => {
    const { indexId } = corpora[c] ?? options.corpus;
    return options.tokensOf(indexId, window);
  };
  // Every corpus that is put in draws anew from what the earlier ones drew.
  const seed = mix(mix(options.seed, corpus), index);
  const fired = {
    tokens: total(tallies, "tokens") + (earlier?.fired.tokens ?? 0),
    windows: total(tallies, "windows") + (earlier?.fired.windows ?? 0),
  };
  const top = mergeTop(tallies, corpus, earlier, tokensOf);
  const bands = mergeBands(tallies, corpus, earlier, seed);
  const sum = total(tallies, "sum") + (earlier ? earlier.activation.mean * earlier.fired.tokens : 0);
  const examples = weighExamples({ top, bands });
  const feature = sample.numberOf({ kind, layer, index });
  const drawn =
    feature === undefined
      ? []
      : drawNegatives(
          sample,
          feature,
          options.neighboursOf(index),
          { corpus, sampledShare: options.sampledShare },
          seed,
        );
  return {
    index,
    corpora,
    fired,
    activation: { max: top[0]?.activation ?? 0, mean: fired.tokens === 0 ? 0 : sum / fired.tokens },
    histogram: mergeHistogram(tallies, earlier),
    top,
    bands,
    tokens: firedTokens(examples, tokensOf, sample, feature),
    together: feature === undefined ? [] : togetherOf(sample, feature),
    families: familiesOf({ fired, corpora }, examples),
    negatives: mergeNegatives(drawn, earlier?.negatives ?? [], seed),
    byDfa: mergeHeads(tallies, earlier),
  };
}

function total(tallies: readonly FeatureTally[], what: "tokens" | "windows" | "sum"): number {
  return tallies.reduce((sum, tally) => sum + tally[what], 0);
}

/** The strongest of all, of those alike up to the peak only the strongest. */
function mergeTop(
  tallies: readonly FeatureTally[],
  corpus: number,
  earlier: Evidence | undefined,
  tokensOf: TokensOf,
): Example[] {
  const own = tallies.flatMap(({ examples }) => examples.filter(({ top }) => top));
  const all = [...(earlier?.top ?? []), ...own.map((example) => toExample(example, corpus, null))].sort(
    (a, b) => b.activation - a.activation || a.corpus - b.corpus || a.window - b.window,
  );
  const top: Example[] = [];
  const keys = new Set<number>();
  for (const example of all) {
    if (top.length === mostTop) break;
    const key = keyOf(tokensOf(example.corpus, example.window), example.position);
    if (!keys.has(key)) top.push(example);
    keys.add(key);
  }
  return top;
}

function mergeBands(
  tallies: readonly FeatureTally[],
  corpus: number,
  earlier: Evidence | undefined,
  seed: number,
): Evidence["bands"] {
  const all = Array.from({ length: bandCount }, (_, band) => {
    const before = earlier?.bands.find((other) => other.band === band);
    const windows = tallies.reduce((sum, tally) => sum + tally.bandWindows[band], before?.windows ?? 0);
    return { band, windows, drawn: [...drawnBefore(before?.drawn), ...drawnNow(tallies, band)] };
  }).filter(({ windows }) => windows > 0);
  const shares = balancedShares(
    all.map(({ drawn }) => drawn.length),
    mostDrawn,
  );
  return all.map(({ band, windows, drawn }, i) => {
    const some = subsample(drawn, shares[i] ?? 0, mix(seed, band));
    const examples = some.map(({ example, probability }) =>
      "corpus" in example ? { ...example, probability } : toExample(example, corpus, probability),
    );
    return { band, windows, drawn: examples };
  });
}

interface Drawn {
  example: Example | PartExample;
  probability: number;
}

function drawnBefore(examples: readonly Example[] = []): Drawn[] {
  return examples.map((example) => ({ example, probability: example.probability ?? 1 }));
}

/** What parts drew from one of their bands, by window. */
function drawnNow(tallies: readonly FeatureTally[], band: number): Drawn[] {
  return tallies
    .flatMap(({ examples, bandWindows }) => {
      const drawn = examples.filter((example) => example.drawn && example.band === band);
      return drawn.map((example) => ({ example, probability: drawn.length / bandWindows[band] }));
    })
    .sort((a, b) => a.example.window - b.example.window);
}

function toExample(
  { window, position, activation, firings, fired, reads, readsTotal }: PartExample,
  corpus: number,
  probability: number | null,
): Example {
  const rounded = firings.map(([at, value]): [number, number] => [at, threeDigits(value)]);
  const example = { corpus, window, position, activation, firings: rounded, fired, probability };
  return reads ? { ...example, reads, readsTotal } : example;
}

function mergeHistogram(
  tallies: readonly FeatureTally[],
  earlier: Evidence | undefined,
): Evidence["histogram"] {
  const counts = Array.from({ length: binCount }, (_, bin) => {
    const before = earlier?.histogram.counts[bin - earlier.histogram.first] ?? 0;
    return tallies.reduce((sum, { histogram }) => sum + histogram[bin], before);
  });
  const first = Math.max(
    0,
    counts.findIndex((count) => count > 0),
  );
  return { first, counts: counts.slice(first, counts.findLastIndex((count) => count > 0) + 1) };
}

/** Mean shares by head, each part and earlier corpus by its windows, for which its drawn ones stand. */
function mergeHeads(
  tallies: readonly FeatureTally[],
  earlier: Evidence | undefined,
): CorpusEvidence["byDfa"] {
  const before = earlier?.heads?.byDfa ?? null;
  const windows = total(tallies, "windows") + (before ? (earlier?.fired.windows ?? 0) : 0);
  const H = tallies[0]?.headSums.length ?? 0;
  const examples = tallies.reduce(
    (sum, { headExamples }) => sum + headExamples,
    earlier?.heads?.examples ?? 0,
  );
  if (H === 0 || examples === 0) return null;
  const shares = Array.from({ length: H }, (_, h) => {
    const sum = tallies.reduce((all, { headSums }) => all + headSums[h], 0);
    return Number(((sum + (before?.[h] ?? 0) * (earlier?.fired.windows ?? 0)) / windows).toFixed(4));
  });
  return { shares, examples };
}

function mergeNegatives(
  own: Evidence["negatives"],
  earlier: Evidence["negatives"],
  seed: number,
): Evidence["negatives"] {
  const all = [...earlier, ...own];
  return [
    ...subsample(
      all.filter(({ neighbour }) => neighbour !== null),
      mostNegatives,
      mix(seed, bandCount),
    ),
    ...subsample(
      all.filter(({ neighbour }) => neighbour === null),
      mostNegatives,
      mix(seed, bandCount + 1),
    ),
  ];
}
