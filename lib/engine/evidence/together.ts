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
  const both = sample.scratch;
  const met: number[] = [];
  for (let i = 0; i < looked; i++) {
    const token = tokens[Math.floor(((i + 0.5) * tokens.length) / looked)];
    for (const other of sample.featuresAt(token)) if (both[other]++ === 0) met.push(other);
  }
  const strongest: { other: number; times: number; overlap: number }[] = [];
  for (const other of met) {
    const seen = both[other];
    both[other] = 0;
    if (other === feature || seen < leastBoth) continue;
    const fires = sample.countOf(other);
    const times = Math.min(fires, Math.round((seen * tokens.length) / looked));
    const overlap = times / Math.sqrt(tokens.length * fires);
    if (strongest.length === mostListed && overlap <= (strongest.at(-1)?.overlap ?? 0)) continue;
    const rank = strongest.findIndex((weaker) => weaker.overlap < overlap);
    strongest.splice(rank < 0 ? strongest.length : rank, 0, { other, times, overlap });
    if (strongest.length > mostListed) strongest.pop();
  }
  return strongest.map(({ other, times, overlap }) => {
    return { ...sample.featureOf(other), both: times, overlap: threeDigits(overlap) };
  });
}
