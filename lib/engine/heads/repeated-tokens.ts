import type { ModelConfig } from "../architectures/architecture";
import { mix } from "../evidence/draw";

/** Most tokens of a text that are repeated. */
const mostRepeated = 50;
/** With fewer, the token after the last occurrence may be the one before the query. */
const leastRepeated = 3;

/** How many tokens a text repeats: as many as fit twice behind the beginning-of-text token. 0 where those are too few to tell. */
export function repeatedCount({ contextLength, vocabularySize }: ModelConfig): number {
  const count = Math.min(mostRepeated, Math.floor((contextLength - 1) / 2), vocabularySize - 1);
  return count < leastRepeated ? 0 : count;
}

/**
 * A text of random tokens: beginning-of-text, then `count` different tokens, each as likely as any other, then the same again
 * in the same order. Nothing in it can be known but what was seen in it (Olsson et al. 2022, arXiv 2209.11895, "Model
 * Analysis Table"). The same seed gives the same text.
 */
export function repeatedTokens(
  { vocabularySize, beginningOfTextId }: ModelConfig,
  count: number,
  seed: number,
): number[] {
  const drawn = new Set<number>();
  for (let lot = 0; drawn.size < count; lot++) {
    const id = Math.floor((mix(seed, lot) / 2 ** 32) * vocabularySize);
    if (id !== beginningOfTextId) drawn.add(id);
  }
  return [beginningOfTextId, ...drawn, ...drawn];
}
