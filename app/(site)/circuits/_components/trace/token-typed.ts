import type { VocabularyToken } from "@/lib/tokens/token-text";

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
