import type { Edit } from "@/lib/circuit-format/edit";
import type { GraphIndex } from "./graph-index";
import { type PredictedChange, predictedChange } from "./predicted-change";

/** What was tried, and what the circuit as it was traced says of it. */
interface TriedChange {
  edits: readonly Edit[];
  /** T. */
  tokenCount: number;
  predicted: PredictedChange;
}

export interface PredictedByHand {
  predicted: PredictedChange;
  /** Edited nodes that the traced graph does not have and nodes expanded by hand do. */
  found: string[];
}

/**
 * A change of the root that the traced circuit says nothing of, as the circuit says it with what was expanded by hand: of a
 * node found that way it knows the paths through what was expanded, and no others. Null where that tells nothing more.
 */
export function predictedByHand(
  index: GraphIndex,
  { edits, tokenCount, predicted }: TriedChange,
): PredictedByHand | null {
  const { absent, absentCount } = predicted;
  // Of a long list the end is not told, so nobody knows here which of the others are active.
  if (absentCount === 0 || absentCount > absent.length) return null;
  const found = absent.filter((id) => (index.nodes.get(id)?.activation ?? 0) > 0);
  if (found.length === 0) return null;
  const active = new Set(absent);
  const now = predictedChange(index, {
    ...{ edits, tokenCount, mode: index.mode },
    isActive: (id) => active.has(id),
  });
  return { predicted: now, found };
}
