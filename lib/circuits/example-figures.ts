/** What is known of a circuit that might stand on the first page. */
export interface ExampleFigures {
  /** The two scores, 0 to 1. */
  completeness: number;
  replacement: number;
  /** Whether nodes over the threshold were left unexpanded. */
  truncated: boolean;
  /** How many features it goes through: those expanded in it. */
  features: number;
  /** Correlation of predicted and measured effects in a causal check, -1 to 1; null where there is none (yet). */
  agreement: number | null;
}

/** A circuit that lacks more than a tenth of what it should explain teaches little, and so does one of few features. */
const enough = { completeness: 0.9, features: 10 };

/**
 * How good a circuit is to look at, the larger the better: first whether it has enough of everything, then whether it was
 * tried in the real model, then the product of the shares that it explains (completeness), that come from the text
 * (replacement), and that the trial bears out. One that is still computed is below all others.
 */
export function rankOf(figures: ExampleFigures | null): number {
  if (!figures) return -1;
  const { completeness, replacement, truncated, features, agreement } = figures;
  const hasEnough = !truncated && completeness >= enough.completeness && features >= enough.features;
  const borneOut = agreement === null ? 1 : Math.max(0, agreement);
  return (hasEnough ? 4 : 0) + (agreement === null ? 0 : 2) + completeness * replacement * borneOut;
}
