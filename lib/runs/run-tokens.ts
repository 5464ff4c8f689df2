import { getVocabulary } from "@/lib/models/vocabulary";
import { placeTokens } from "@/lib/tokens/token-text";
import type { TokenView } from "./view";

/**
 * The tokens of a run. A run stores texts; bytes of tokens that are a part of a character are looked up in the
 * model's vocabulary, and left out where it does not tell them.
 */
export async function runTokens({
  model,
  tokenIds,
  tokenTexts,
}: {
  model: { name: string };
  tokenIds: readonly number[];
  tokenTexts: readonly string[];
}): Promise<TokenView[]> {
  const isAnyPartial = tokenTexts.some((text) => text.includes("\ufffd"));
  const known = isAnyPartial ? (await getVocabulary(model.name))?.tokens : undefined;
  return placeTokens(
    tokenIds.map((id, position) => ({
      position,
      id,
      ...(known?.get(id) ?? { text: tokenTexts[position] ?? "" }),
    })),
  );
}
