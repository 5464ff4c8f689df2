import { knowsPosition } from "@/lib/circuit-format/processing";
import type { Dictionary } from "../dictionaries/dictionary";
import type { ActiveFeatures } from "../features";
import type { LoadedModel } from "../model";

type Tokens = Pick<LoadedModel, "isSpecial">;

/** Of each position of a text, whether a dictionary was trained on such (`knowsPosition`). (T) */
export function knownPositions(
  { isSpecial }: Tokens,
  { texts }: Pick<Dictionary, "texts">,
  tokenIds: readonly number[],
): boolean[] {
  return tokenIds.map((id, position) => knowsPosition(texts, { position, id, isSpecial: isSpecial(id) }));
}

/** What fires at those positions. */
export function whereKnown<T extends Pick<ActiveFeatures, "positions" | "indices" | "activations">>(
  features: T,
  known: readonly boolean[],
): T {
  const { positions, indices, activations } = features;
  if (!known.includes(false)) return features;
  const kept = Uint32Array.from(positions.keys()).filter((i) => known[positions[i]]);
  return {
    ...features,
    positions: Uint32Array.from(kept, (i) => positions[i]),
    indices: Uint32Array.from(kept, (i) => indices[i]),
    activations: Float32Array.from(kept, (i) => activations[i]),
  };
}
