import type { Evidence, families } from "@/lib/evidence-format/evidence";
import { type Weighed, weightOfFirings } from "./weighed-examples";

/** Of all tokens, from which share on a feature is always on. */
const alwaysOnShare = 0.9;
/** Of its firings, which share lies at how few positions of a positional one, and in how many examples at least that is seen. */
const positionalShare = 0.9;
const positionalPlaces = 3;
const positionalExamples = 10;

/** The families that a corpus shows; duplicates are seen by their weights. */
export function familiesOf(
  { fired, corpora }: Pick<Evidence, "fired" | "corpora">,
  examples: readonly Weighed[],
): (typeof families)[number][] {
  if (fired.tokens === 0) return ["dead"];
  const tokens = corpora.reduce((sum, corpus) => sum + corpus.tokens, 0);
  if (fired.tokens >= alwaysOnShare * tokens) return ["always-on"];
  return isPositional(examples) ? ["positional"] : [];
}

/** Whether nearly all firings lie at a few positions, wherever the window is from. */
function isPositional(examples: readonly Weighed[]): boolean {
  if (examples.length < positionalExamples) return false;
  const byPosition = new Map<number, number>();
  for (const weighed of examples)
    for (const [position] of weighed.example.firings)
      byPosition.set(position, (byPosition.get(position) ?? 0) + weightOfFirings(weighed));
  const counts = [...byPosition.values()].sort((a, b) => b - a);
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  return sum(counts.slice(0, positionalPlaces)) >= positionalShare * sum(counts);
}
