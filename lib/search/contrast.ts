import type { Feature } from "@/lib/circuit-format/node-id";
import type { SparseFeatures } from "@/lib/features/feature-codec";

/** A feature with its mean activations, in its dictionary's units: at some tokens of a text, and at all others of it. */
export interface Contrasted extends Feature {
  there: number;
  elsewhere: number;
}

/**
 * The features of one dictionary that fire at any of some positions, those first with the largest mean there, at most so many.
 * Position 0, which stands before every text, is none of the others. Activations are compared within a dictionary alone.
 */
export function contrastIn(
  { kind, layer, positions, indices, activations }: SparseFeatures,
  { chosen, tokenCount, most }: { chosen: ReadonlySet<number>; tokenCount: number; most: number },
): Contrasted[] {
  const there = new Map<number, number>();
  for (const [n, position] of positions.entries()) {
    if (!chosen.has(position)) continue;
    const index = indices[n] ?? 0;
    there.set(index, (there.get(index) ?? 0) + (activations[n] ?? 0));
  }
  const strongest = [...there].toSorted(([a, x], [b, y]) => y - x || a - b).slice(0, most);
  // A long text has a hundred thousand firings of others: those are passed over.
  const elsewhere = new Map(strongest.map(([index]) => [index, 0]));
  for (const [n, index] of indices.entries()) {
    const sum = elsewhere.get(index);
    const position = positions[n] ?? 0;
    if (sum === undefined || position === 0 || chosen.has(position)) continue;
    elsewhere.set(index, sum + (activations[n] ?? 0));
  }
  let others = 0;
  for (let position = 1; position < tokenCount; position++) if (!chosen.has(position)) others++;
  return strongest.map(([index, sum]) => ({
    ...{ kind, layer, index },
    there: sum / chosen.size,
    elsewhere: others === 0 ? 0 : (elsewhere.get(index) ?? 0) / others,
  }));
}

/**
 * How much a feature tells these tokens from all others, in bits: its mean activation there less that at the text's other tokens,
 * each as a share of the largest that corpora showed (at most the whole), times how rare it is in a corpus that it fires at all.
 * Null where nothing was measured.
 */
export function specificityOf(
  { there, elsewhere }: Pick<Contrasted, "there" | "elsewhere">,
  { largest, density }: { largest: number; density: number },
): number | null {
  if (largest <= 0 || density <= 0) return null;
  return (Math.min(1, there / largest) - Math.min(1, elsewhere / largest)) * -Math.log2(density);
}
