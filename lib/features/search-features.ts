import { type FeatureReference, readFeatureReference } from "./feature-reference";
import { type FeatureFilter, type featureCursor, findFeatures } from "./find-features";
import { findMeant } from "./find-meant";
import type { FoundFeatures } from "./list-view";

type FeaturePage = NonNullable<Parameters<typeof findFeatures>[1]>;
export type FeatureCursor = typeof featureCursor._output;

/**
 * Features by what somebody typed, a page at a time: an id, of whatever notation, gives what it may mean here and the
 * features that a head makes; anything else is words of names.
 */
export async function searchFeatures(
  { text = "", ...filter }: Omit<FeatureFilter, "words"> & { text?: string | undefined },
  page: FeaturePage = {},
): Promise<FoundFeatures> {
  const reference = readFeatureReference(text);
  const words = wordsOf(text, reference);
  const [meant, found] = await Promise.all([
    reference ? findMeant(reference, filter.model) : null,
    words === undefined ? { items: [], nextCursor: null } : findFeatures({ ...filter, words }, page),
  ]);
  return { ...found, meant };
}

/** The words to look for; undefined where the text is a feature's id and nothing else. */
function wordsOf(text: string, reference: FeatureReference | undefined): string | undefined {
  if (!reference) return text;
  return reference.means === "head" ? `through ${reference.layer}.${reference.head}` : undefined;
}
