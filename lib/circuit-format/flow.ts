/** What a node has of its circuit's root, or a part of that: influence, 0 to 1, and effect, in the root's units. */
export interface Flow {
  influence: number;
  effect: number;
}

/** What a target hands on of, beside the size of all that it gets. */
export interface FlowSource {
  influence: number;
  /** The root's value by this target's own (`gradientOf`). */
  gradient: number;
  /** The sum of |contribution| over all that it gets. */
  absoluteSum: number;
}

/**
 * What one contribution to a target carries to its source: of the target's influence its share by size, of the
 * effect what the gradient makes of it (docs/attribution.md, section 3). The engine's sweep does the same for whole
 * batches at once.
 */
export function flowOver(contribution: number, { influence, gradient, absoluteSum }: FlowSource): Flow {
  return {
    influence: absoluteSum > 0 ? (influence * Math.abs(contribution)) / absoluteSum : 0,
    effect: gradient * contribution,
  };
}

/** The gradient at a node other than the root, where it is 1. A node of value 0 has no effect to hand on. */
export function gradientOf(effect: number, value: number): number {
  return value === 0 ? 0 : effect / value;
}
