import type { Evidence } from "@/lib/evidence-format/evidence";
import { threeDigits } from "./rounding";
import type { Sample } from "./sample";
import { type Weighed, weightOfFirings } from "./weighed-examples";

const mostListed = 12;
/** Fewer occurrences in the sample do not say how many of them a feature fires on. */
const leastSampled = 5;

/**
 * The tokens a feature fires on most, by summed activation: an estimate from its examples. Of the occurrences of each in
 * the windows kept whole, the share that it fires on.
 */
export function firedTokens(
  examples: readonly Weighed[],
  tokensOf: (corpus: number, window: number) => ArrayLike<number>,
  sample: Sample,
  feature: number | undefined,
): Evidence["tokens"] {
  const sums = new Map<number, number>();
  let total = 0;
  for (const weighed of examples) {
    const tokenIds = tokensOf(weighed.example.corpus, weighed.example.window);
    const weight = weightOfFirings(weighed);
    for (const [position, activation] of weighed.example.firings) {
      const token = tokenIds[position];
      if (token === undefined) throw new Error("a window is shorter than an example of it");
      sums.set(token, (sums.get(token) ?? 0) + weight * activation);
      total += weight * activation;
    }
  }
  const strongest = [...sums].sort(([a, x], [b, y]) => y - x || a - b).slice(0, mostListed);
  const fires = new Map<number, number>();
  if (feature !== undefined)
    for (const place of sample.tokensOf(feature)) {
      const token = sample.tokenIdOf[place];
      fires.set(token, (fires.get(token) ?? 0) + 1);
    }
  return strongest.map(([token, sum]) => {
    const sampled = sample.occurrencesOf(token);
    const share = (fires.get(token) ?? 0) / sampled;
    return {
      token,
      share: threeDigits(sum / total),
      firesOn: sampled < leastSampled ? null : Math.round(share * 1e3) / 1e3,
      sampled,
    };
  });
}
