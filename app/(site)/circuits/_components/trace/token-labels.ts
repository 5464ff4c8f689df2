import type { VocabularyToken } from "@/lib/tokens/token-text";
import { tokenLabel } from "@/lib/tokens/token-words";

/** Tokens by label. Where several look alike (parts of characters do), each says its number. */
export function byLabel(tokens: readonly VocabularyToken[]): Map<string, VocabularyToken> {
  const unique = [...new Map(tokens.map((token) => [token.id, token])).values()];
  const times = new Map<string, number>();
  for (const label of unique.map(tokenLabel)) times.set(label, (times.get(label) ?? 0) + 1);
  return new Map(
    unique.map((token) => {
      const label = tokenLabel(token);
      return [label === "" || (times.get(label) ?? 0) > 1 ? `${label} #${token.id}`.trim() : label, token];
    }),
  );
}
