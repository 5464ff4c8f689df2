import type { Negative } from "@/lib/evidence-format/evidence";
import type { FeatureRef } from "./corpus-evidence";
import { mix } from "./draw";
import type { Sample } from "./sample";
import { drawEvenly } from "./subsample";

/** So many where a near neighbour fires, and as many at random. */
export const mostNegatives = 12;

/** A corpus whose sample is at hand; a window is in it with the probability `sampledShare`. */
interface SampledCorpus {
  corpus: number;
  sampledShare: number;
}

/**
 * Windows of the sample in which a feature does not fire at all: those in which a near neighbour does, each under the
 * nearest that does and at its strongest token; and others drawn from all, at any token.
 */
export function drawNegatives(
  sample: Sample,
  feature: number,
  neighbours: readonly FeatureRef[],
  { corpus, sampledShare }: SampledCorpus,
  seed: number,
): Negative[] {
  const fires = new Uint8Array(sample.windows.length);
  sample.eachPeak(feature, (w) => {
    fires[w] = 1;
  });
  const nearest = new Map<number, { neighbour: FeatureRef; position: number }>();
  for (const { kind, layer, index } of neighbours) {
    const neighbour = { kind, layer, index };
    const number = sample.numberOf(neighbour);
    if (number === undefined) continue;
    sample.eachPeak(number, (w, position) => {
      if (fires[w] === 0 && !nearest.has(w)) nearest.set(w, { neighbour, position });
    });
  }
  const near = [...nearest.keys()].sort((a, b) => a - b);
  const silent = [...sample.windows.keys()].filter((w) => fires[w] === 0 && lengthOf(w) > 1);
  const probabilityIn = (all: number[]) => sampledShare * Math.min(1, mostNegatives / all.length);
  return [
    ...drawEvenly(near, mostNegatives, mix(seed, 100)).map((w) => {
      const { neighbour = null, position = 0 } = nearest.get(w) ?? {};
      return { corpus, window: numberOf(w), position, neighbour, probability: probabilityIn(near) };
    }),
    ...drawEvenly(silent, mostNegatives, mix(seed, 101)).map((w) => {
      const position = 1 + (mix(mix(seed, 102), w) % (lengthOf(w) - 1));
      return { corpus, window: numberOf(w), position, neighbour: null, probability: probabilityIn(silent) };
    }),
  ];

  function lengthOf(w: number): number {
    return sample.windows[w]?.tokenIds.length ?? 0;
  }

  function numberOf(w: number): number {
    return sample.windows[w]?.number ?? 0;
  }
}
