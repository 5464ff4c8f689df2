import type { Dictionary } from "../dictionaries/dictionary";
import type { FeatureRef } from "./corpus-evidence";
import { visitSample } from "./sample-bytes";

export interface SampledWindow {
  number: number;
  /** (T) */
  tokenIds: Uint32Array;
  /** Of its first token among the tokens of all windows. */
  start: number;
}

/** Lists of numbers, one after the other: the `i`-th from `starts[i]` to `starts[i + 1]`. */
interface Lists {
  starts: Uint32Array;
  values: Uint32Array;
}

/**
 * The windows that a corpus' parts kept whole: which feature of which dictionary fires at which token. Features are
 * numbered through all dictionaries, tokens through all windows.
 */
export class Sample {
  readonly windows: SampledWindow[] = [];
  /** Of which window a token is, and its id. (tokens) */
  readonly windowOf: Uint32Array;
  readonly tokenIdOf: Uint32Array;
  /** A count for every feature, all 0 between uses. (features) */
  readonly scratch: Uint8Array;
  /** Room for the number of each feature. (features) */
  readonly met: Uint32Array;
  /** By token id, how often it stands in the sample, position 0 left out. */
  private readonly occurrences = new Map<number, number>();
  private readonly dictionaries: readonly (Pick<Dictionary, "kind" | "layer" | "dFeatures"> & {
    first: number;
  })[];
  /** Tokens at which a feature fires, ascending; and whether it is strongest there, of its window. */
  private readonly byFeature: Lists;
  private readonly isPeak: Uint8Array;
  private readonly byToken: Lists;

  /** Reads what parts kept whole; `dictionaries` are those with which they were tallied, in the model's order. */
  constructor(
    dictionaries: readonly Pick<Dictionary, "kind" | "layer" | "dFeatures">[],
    samples: readonly Uint8Array[],
  ) {
    let first = 0;
    this.dictionaries = dictionaries.map(({ kind, layer, dFeatures }) => {
      first += dFeatures;
      return { kind, layer, dFeatures, first: first - dFeatures };
    });
    const counts = this.readWindows(samples, first);
    const tokens = this.windows.reduce((sum, { tokenIds }) => sum + tokenIds.length, 0);
    this.windowOf = new Uint32Array(tokens);
    this.tokenIdOf = new Uint32Array(tokens);
    this.scratch = new Uint8Array(first);
    this.met = new Uint32Array(first);
    for (const [w, { start, tokenIds }] of this.windows.entries()) {
      this.windowOf.fill(w, start, start + tokenIds.length);
      this.tokenIdOf.set(tokenIds, start);
      for (const id of tokenIds.subarray(1)) this.occurrences.set(id, this.occurrencesOf(id) + 1);
    }
    this.byFeature = emptyLists(counts);
    this.isPeak = new Uint8Array(this.byFeature.values.length);
    this.readFirings(samples);
    this.byToken = turned(this.byFeature, tokens);
  }

  /** A feature's number; undefined where the sample has no such dictionary. */
  numberOf({ kind, layer, index }: FeatureRef): number | undefined {
    const dictionary = this.dictionaries.find((other) => other.kind === kind && other.layer === layer);
    return dictionary && index < dictionary.dFeatures ? dictionary.first + index : undefined;
  }

  featureOf(number: number): FeatureRef {
    const dictionary = this.dictionaries.findLast(({ first }) => first <= number);
    if (!dictionary) throw new Error("a feature's number is that of a dictionary");
    return { kind: dictionary.kind, layer: dictionary.layer, index: number - dictionary.first };
  }

  occurrencesOf(tokenId: number): number {
    return this.occurrences.get(tokenId) ?? 0;
  }

  /** Tokens at which a feature fires, ascending. */
  tokensOf(feature: number): Uint32Array {
    return listed(this.byFeature, feature);
  }

  /** Numbers of the features that fire at a token, ascending. */
  featuresAt(token: number): Uint32Array {
    return listed(this.byToken, token);
  }

  /** At how many tokens a feature fires. */
  countOf(feature: number): number {
    return this.byFeature.starts[feature + 1] - this.byFeature.starts[feature];
  }

  /** Tells of every window in which a feature fires, and at which position it is strongest there. */
  eachPeak(feature: number, tell: (window: number, position: number) => void): void {
    const { starts, values } = this.byFeature;
    for (let i = starts[feature]; i < starts[feature + 1]; i++) {
      if (this.isPeak[i] === 0) continue;
      const w = this.windowOf[values[i]];
      tell(w, values[i] - (this.windows[w]?.start ?? 0));
    }
  }

  /** How often each feature fires. (features) */
  private readWindows(samples: readonly Uint8Array[], features: number): Uint32Array {
    const counts = new Uint32Array(features);
    const sizes = this.dictionaries.map(({ dFeatures }) => dFeatures);
    let start = 0;
    for (const bytes of samples)
      visitSample(bytes, sizes, {
        window: (number, tokenIds) => {
          this.windows.push({ number, tokenIds, start });
          start += tokenIds.length;
        },
        firing: (d, index) => {
          counts[(this.dictionaries[d]?.first ?? 0) + index] += 1;
        },
      });
    return counts;
  }

  private readFirings(samples: readonly Uint8Array[]): void {
    const at = this.byFeature.starts.slice();
    const sizes = this.dictionaries.map(({ dFeatures }) => dFeatures);
    let window = -1;
    for (const bytes of samples)
      visitSample(bytes, sizes, {
        window: () => {
          window += 1;
        },
        firing: (d, index, position, strongest) => {
          const place = at[(this.dictionaries[d]?.first ?? 0) + index]++;
          this.byFeature.values[place] = (this.windows[window]?.start ?? 0) + position;
          this.isPeak[place] = strongest ? 1 : 0;
        },
      });
  }
}

function emptyLists(counts: Uint32Array): Lists {
  const starts = new Uint32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) starts[i + 1] = starts[i] + counts[i];
  return { starts, values: new Uint32Array(starts[counts.length]) };
}

function listed({ starts, values }: Lists, i: number): Uint32Array {
  return values.subarray(starts[i], starts[i + 1]);
}

/** Of each value, in which lists it stands. */
function turned(lists: Lists, size: number): Lists {
  const counts = new Uint32Array(size);
  for (const value of lists.values) counts[value] += 1;
  const other = emptyLists(counts);
  const at = other.starts.slice();
  for (let i = 0; i + 1 < lists.starts.length; i++)
    for (const value of listed(lists, i)) other.values[at[value]++] = i;
  return other;
}
