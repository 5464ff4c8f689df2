import { bandBounds, bandCount, bandOf, binStart } from "@/lib/evidence-format/strata";
import type { Estimate, ProgramScore } from "./program-score";

/** Of a normal distribution, between minus and plus so many deviations lie 90%. */
const z90 = 1.645;

export interface CountedCorpora {
  tokens: number;
  windows: number;
  /** Tokens at which the feature fires, and by bars of activation (lib/evidence-format). */
  fired: number;
  histogram: { first: number; counts: readonly number[] };
  /** What the program marks. */
  marked: { tokens: number; windows: number };
}

/** Sums over the windows that were read. */
class WindowSums {
  sum = 0;
  private squares = 0;
  private most = 0;

  add(count: number): void {
    this.sum += count;
    this.squares += count * count;
    this.most = Math.max(this.most, count);
  }

  /**
   * What all `all` windows hold, from the `read` ones, which were drawn with the same chance each: their mean times `all`. The
   * interval is that of draws without replacement; two windows more with as many as any has, and two with none, are added to it (as
   * Agresti and Coull 1998 do for shares), so that what was never seen is not taken to be nowhere. What was counted stands in any
   * case, and so does `most`.
   */
  total(read: number, all: number, most: number): Estimate {
    if (read === all) return exactly(Math.min(this.sum, most));
    const added = 2 * Math.max(1, this.most);
    const n = read + 4;
    const mean = (this.sum + added) / n;
    const variance = (this.squares + added ** 2 / 2 - n * mean * mean) / (n - 1);
    const error = z90 * all * Math.sqrt((variance * (1 - read / all)) / n);
    const within = (number: number) => Math.min(most, Math.max(this.sum, number));
    const value = within(read === 0 ? 0 : (this.sum * all) / read);
    return {
      value,
      low: Math.min(value, within(all * mean - error)),
      high: Math.max(value, within(all * mean + error)),
    };
  }
}

/**
 * Puts together what a program scores. Where it marks nothing, nothing fires that it marks: so only windows with a marked token are
 * read through the model, and all else follows from what an index counted. Exact where all of them were read.
 */
export class ScoreCount {
  private readonly bands = Array.from({ length: bandCount }, () => new WindowSums());
  private readonly all = new WindowSums();
  private read = 0;

  /** Adds a window that was read: how strongly the feature fires at those of its tokens that the program marks. */
  add(activations: readonly number[]): void {
    this.read += 1;
    const counts = new Array<number>(bandCount).fill(0);
    for (const activation of activations) {
      const band = bandOf(activation);
      counts[band] = (counts[band] ?? 0) + 1;
    }
    for (const [band, sums] of this.bands.entries()) sums.add(counts[band] ?? 0);
    this.all.add(activations.length);
  }

  score({ tokens, windows, fired, histogram, marked }: CountedCorpora): ProgramScore {
    const firings = firingsByBand(histogram);
    const bands = this.bands.flatMap((sums, band) => {
      const inBand = firings[band] ?? 0;
      if (inBand === 0) return [];
      const { from, to } = bandBounds(band);
      return {
        ...{ band, from, to: Number.isFinite(to) ? to : null, firings: inBand },
        marked: sums.total(this.read, marked.windows, Math.min(inBand, marked.tokens)),
      };
    });
    const hits = this.all.total(this.read, marked.windows, Math.min(fired, marked.tokens));
    const quiet = tokens - fired;
    return {
      format: "circuit-commons/program-score@1",
      ...{ tokens, windows, fired, marked, read: this.read, bands },
      sensitivity: fired === 0 ? null : shareOf(hits, fired),
      // What is marked and fires nowhere is all that is marked without the hits.
      specificity:
        quiet === 0
          ? null
          : shareOf(
              mapped(hits, (number) => quiet - (marked.tokens - number)),
              quiet,
            ),
      precision: marked.tokens === 0 ? null : shareOf(hits, marked.tokens),
    };
  }
}

/** Firings by band, from the bars of a histogram: bars end where bands do. */
export function firingsByBand({ first, counts }: CountedCorpora["histogram"]): number[] {
  const bands = new Array<number>(bandCount).fill(0);
  for (const [i, inBar] of counts.entries()) {
    const band = bandOf(binStart(first + i));
    bands[band] = (bands[band] ?? 0) + inBar;
  }
  return bands;
}

function exactly(value: number): Estimate {
  return { value, low: value, high: value };
}

function mapped({ value, low, high }: Estimate, map: (number: number) => number): Estimate {
  return { value: map(value), low: map(low), high: map(high) };
}

function shareOf(count: Estimate, all: number): Estimate {
  return mapped(count, (number) => Math.min(1, Math.max(0, number / all)));
}
