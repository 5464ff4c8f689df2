import type { Figure } from "@/lib/evidence-format/quality";
import type { LoadedModel } from "../model";
import { float32Of } from "../rows";
import type { StopSignal } from "../stop-signal";
import { meanWithError } from "./mean-with-error";
import { repeatedCount, repeatedTokens } from "./repeated-tokens";

/** Where a head looks on random tokens that are repeated: mean attention, 0 to 1. */
export interface HeadPatterns {
  layer: number;
  head: number;
  previous: Figure;
  duplicate: Figure;
  induction: Figure;
}

export interface HeadPatternOptions {
  seed: number;
  texts: number;
  signal?: StopSignal | undefined;
  /** Called after each text. */
  onText?: ((done: number) => void) | undefined;
}

/** One text's attention pattern of a layer, (H, T, T), and how many tokens it repeats. */
interface Looked {
  pattern: Float32Array;
  heads: number;
  repeated: number;
}

/**
 * Of every head, by layer and head, its mean attention on random texts of R tokens repeated once (`repeatedTokens`):
 *
 * - `previous`: from each token but the first to the one before it;
 * - `duplicate`: from each of the second R to the same token's first occurrence;
 * - `induction`: from each of the second R to the token that came after it then (the prefix-matching score of Olsson et al.
 *   2022, arXiv 2209.11895).
 *
 * The mean over texts, with its standard error. Nothing where the model reads too few tokens.
 */
export async function headPatterns(
  model: LoadedModel,
  { seed, texts, signal, onText = () => {} }: HeadPatternOptions,
): Promise<HeadPatterns[]> {
  const { layers, heads } = model.config;
  const repeated = repeatedCount(model.config);
  if (repeated === 0) return [];
  const sites = Array.from({ length: layers }, (_, l) => `blocks.${l}.attn.hook_pattern`);
  const seen = Array.from({ length: layers * heads }, () => ({
    ...{ previous: [] as number[], duplicate: [] as number[], induction: [] as number[] },
  }));
  for (let text = 0; text < texts; text++) {
    signal?.throwIfAborted();
    const found = await model.forward(repeatedTokens(model.config, repeated, seed + text), sites);
    for (const [layer, site] of sites.entries()) {
      const looked = { pattern: float32Of(found.get(site), site), heads, repeated };
      for (let head = 0; head < heads; head++) {
        const of = seen[layer * heads + head];
        of?.previous.push(meanAttention(looked, head, 2, 1));
        of?.duplicate.push(meanAttention(looked, head, repeated + 1, repeated));
        of?.induction.push(meanAttention(looked, head, repeated + 1, repeated - 1));
      }
    }
    onText(text + 1);
  }
  return seen.map(({ previous, duplicate, induction }, i) => ({
    ...{ layer: Math.floor(i / heads), head: i % heads },
    previous: meanWithError(previous),
    duplicate: meanWithError(duplicate),
    induction: meanWithError(induction),
  }));
}

/** A head's mean attention from position `first` on to the one `back` positions before each. */
function meanAttention({ pattern, repeated }: Looked, head: number, first: number, back: number): number {
  const T = 2 * repeated + 1;
  let total = 0;
  for (let query = first; query < T; query++) total += pattern[(head * T + query) * T + query - back];
  return total / (T - first);
}
