import type { Freeze } from "./use-causal-check";

/** What was held as it was while features were ablated. */
export const heldWords: Readonly<Record<Freeze, string>> = {
  free: "nothing held",
  frozen: "patterns and LayerNorms held",
};
