import type { Heads } from "@/lib/evidence-format/heads";
import type { LoadedModel } from "../model";
import type { StopSignal } from "../stop-signal";
import { headCircuits } from "./head-circuits";
import { headPatterns } from "./head-patterns";
import { repeatedCount } from "./repeated-tokens";

/** Random texts that patterns are the mean of, and where their numbers come from. */
const texts = 32;
const seed = 20_220_924;

export interface MeasureHeadsOptions {
  signal?: StopSignal | undefined;
  /** 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
}

/** What is known of every head without a dictionary: `headPatterns` and `headCircuits` together. The same each time. */
export async function measureHeads(
  model: LoadedModel,
  { signal, onProgress = () => {} }: MeasureHeadsOptions = {},
): Promise<Heads> {
  const onText = (done: number) => onProgress((0.5 * done) / texts);
  const patterns = await headPatterns(model, { seed, texts, signal, onText });
  const circuits = await headCircuits(model, signal);
  onProgress(1);
  const repeated = repeatedCount(model.config);
  return {
    format: "circuit-commons/heads@1",
    texts: repeated === 0 ? 0 : texts,
    repeated,
    heads: circuits.map((circuit, i) => {
      const { previous = null, duplicate = null, induction = null } = patterns[i] ?? {};
      return { ...circuit, previous, duplicate, induction };
    }),
  };
}
