import { type FeatureAddress, setSegment } from "@/lib/features/feature-address";
import { readFeatureReference } from "@/lib/features/feature-reference";
import { matchReference } from "@/lib/features/match-reference";
import type { ModelView } from "@/lib/models/get-model";

/** What somebody wants beside a feature: its address, and what is to be said of how it was understood. */
export interface Beside {
  address: FeatureAddress | null;
  sentence: string | null;
}

/** The feature of a model that a text means, however other programs write it; of the same set before any other. */
export function besideOf(text: string, model: ModelView, own: FeatureAddress): Beside {
  const reference = readFeatureReference(text);
  if (!reference)
    return {
      address: null,
      sentence: `\u201c${text.slice(0, 80)}\u201d is no feature\u2019s name. Write a kind, a layer and an index, as in attn.3.211.`,
    };
  const { name, displayName, layers, heads, dictionarySets } = model;
  const sets = dictionarySets.map(({ dictionaries, ...set }) => ({
    ...set,
    dictionaries: dictionaries.map(({ dSae, ...dictionary }) => ({ ...dictionary, features: dSae })),
  }));
  const { candidates, sentence } = matchReference(reference, [{ name, displayName, layers, heads, sets }]);
  const addresses = candidates.map(({ address }) => address);
  const ofSame = addresses.find((address) => setSegment(address) === setSegment(own));
  const ofKind = addresses.find(({ kind }) => kind === own.kind);
  return { address: ofSame ?? ofKind ?? addresses[0] ?? null, sentence };
}
