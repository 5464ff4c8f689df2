import { tokenParts } from "@/components/ui/token-marks";

export interface VocabularyToken {
  id: number;
  text: string;
}

/** A token as it stands in a field: a space in front shows as a dot, other unseen characters as their marks. */
export function tokenLabel(text: string): string {
  return tokenParts(text)
    .map((part) => part.mark ?? part.text)
    .join("");
}

/** Tokens by label. Where several look alike (parts of characters do), each says its number. */
export function byLabel(tokens: readonly VocabularyToken[]): Map<string, VocabularyToken> {
  const unique = [...new Map(tokens.map((token) => [token.id, token])).values()];
  const times = new Map<string, number>();
  for (const { text } of unique) times.set(tokenLabel(text), (times.get(tokenLabel(text)) ?? 0) + 1);
  return new Map(
    unique.map((token) => {
      const label = tokenLabel(token.text);
      return [label === "" || (times.get(label) ?? 0) > 1 ? `${label} #${token.id}`.trim() : label, token];
    }),
  );
}

/** The token that was typed: by label, by number (`#605`), or the likeliest of those found. Null where it is none. */
export function tokenTyped(
  typed: string,
  known: ReadonlyMap<string, VocabularyToken>,
  found: readonly VocabularyToken[],
): number | null {
  const labelled = known.get(typed) ?? known.get(typed.trim());
  if (labelled) return labelled.id;
  const number = /(?:^|\s)#(\d{1,7})$/.exec(typed.trim());
  if (number) return Number(number[1]);
  const word = typed.trim().toLowerCase();
  const [best] = found;
  return best && best.text.trim().toLowerCase() === word ? best.id : null;
}
