import type { Evidence } from "@/lib/evidence-format/evidence";
import { threeDigits } from "./rounding";
import type { Sample } from "./sample";

/** Of a feature's tokens in the sample, how many are looked at. */
export const maxTokensLookedAt = 128;
/** Fewer tokens at which both fire say nothing. */
const leastBoth = 2;
const mostListed = 10;

/**
 * What fires with a feature most: tokens at which both fire over the geometric mean of the tokens at which each does. Where
 * it fires on many tokens of the sample, evenly spaced ones stand for all.
 */
export function togetherOf(sample: Sample, feature: number): Evidence["together"] {
  const tokens = sample.tokensOf(feature);
  const looked = Math.min(tokens.length, maxTokensLookedAt);
  const { scratch: both, met } = sample;
  let count = 0;
  for (let i = 0; i < looked; i++) {
    const others = sample.featuresAt(tokens[Math.floor(((i + 0.5) * tokens.length) / looked)]);
    for (let at = 0; at < others.length; at++) {
      const other = others[at];
      if (both[other]++ === 0) met[count++] = other;
    }
  }
  const strongest: { other: number; times: number; overlap: number }[] = [];
  let least = 0;
  // Thousands are met, most of them once: by squares, with room for their rounding, most others are left out as well.
  let leastSquare = 0;
  for (let i = 0; i < count; i++) {
    const other = met[i];
    const seen = both[other];
    both[other] = 0;
    if (seen < leastBoth || other === feature) continue;
    const fires = sample.countOf(other);
    const times = Math.min(fires, Math.round((seen * tokens.length) / looked));
    if (times * times < leastSquare * tokens.length * fires) continue;
    const overlap = times / Math.sqrt(tokens.length * fires);
    if (strongest.length === mostListed && overlap <= least) continue;
    const rank = strongest.findIndex((weaker) => weaker.overlap < overlap);
    strongest.splice(rank < 0 ? strongest.length : rank, 0, { other, times, overlap });
    if (strongest.length > mostListed) strongest.pop();
    if (strongest.length < mostListed) continue;
    least = strongest.at(-1)?.overlap ?? 0;
    leastSquare = (1 - 1e-9) * least * least;
  }
  return strongest.map(({ other, times, overlap }) => {
    return { ...sample.featureOf(other), both: times, overlap: threeDigits(overlap) };
  });
}
