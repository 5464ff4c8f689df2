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

/**
 * The token that was typed: the one of that label, or by number (`#605`), or by its word without the space in front.
 * Null where it is none of those that are known.
 */
export function tokenTyped(typed: string, known: ReadonlyMap<string, VocabularyToken>): number | null {
  const labelled = known.get(typed) ?? known.get(typed.trim());
  if (labelled) return labelled.id;
  const number = /^#(\d{1,7})$/.exec(typed.trim());
  if (number) return Number(number[1]);
  const word = typed.trim().toLowerCase();
  for (const { id, text } of known.values()) if (word !== "" && text.trim().toLowerCase() === word) return id;
  return null;
}
