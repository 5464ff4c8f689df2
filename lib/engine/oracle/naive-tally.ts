import { bandOf, binOf } from "@/lib/evidence-format/strata";
import type { ActiveFeatures } from "../features";

/** A window of a corpus and what fires in it in one dictionary. */
export interface ReadWindow {
  number: number;
  tokenIds: readonly number[];
  active: Pick<ActiveFeatures, "positions" | "indices" | "activations">;
}

export interface NaivePeak {
  window: number;
  position: number;
  activation: number;
  firings: [number, number][];
  /** The five tokens up to it. */
  context: string;
}

export interface NaiveTally {
  tokens: number;
  sum: number;
  histogram: Map<number, number>;
  /** Of every window in which it fires, strongest first. */
  peaks: NaivePeak[];
  bandWindows: Map<number, number>;
}

/** What windows show of one feature, by looking at every firing of each. */
export function naiveTally(windows: readonly ReadWindow[], index: number): NaiveTally {
  const peaks: NaivePeak[] = [];
  const histogram = new Map<number, number>();
  const bandWindows = new Map<number, number>();
  for (const { number, tokenIds, active } of windows) {
    const firings = Array.from(active.indices.keys())
      .filter((i) => active.indices[i] === index && active.positions[i] > 0)
      .map((i): [number, number] => [active.positions[i], active.activations[i]]);
    if (firings.length === 0) continue;
    for (const [, activation] of firings) add(histogram, binOf(activation));
    const [position, activation] = firings.reduce((best, one) => (one[1] > best[1] ? one : best));
    add(bandWindows, bandOf(activation));
    const context = tokenIds.slice(Math.max(0, position - 4), position + 1).join();
    peaks.push({ window: number, position, activation, firings, context });
  }
  peaks.sort((a, b) => b.activation - a.activation || a.window - b.window);
  const all = peaks.flatMap(({ firings }) => firings);
  const sum = all.reduce((total, [, activation]) => total + activation, 0);
  return { tokens: all.length, sum, histogram, peaks, bandWindows };
}

/** The strongest windows, of those alike in the five tokens up to the peak only the strongest. */
export function naiveTop({ peaks }: NaiveTally, most: number): NaivePeak[] {
  return peaks
    .filter((peak, i) => peaks.findIndex(({ context }) => context === peak.context) === i)
    .slice(0, most);
}

function add(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
