import type { PlacedToken } from "@/lib/tokens/token-text";
import { isSpecialToken, partWords, tokenParts } from "@/lib/tokens/token-words";

/**
 * A token in its text, with quiet marks for what nobody sees and for bytes that are a part of a character. Copying
 * gives the text itself.
 */
export function TokenText({ token }: { token: PlacedToken }) {
  if (isSpecialToken(token.text)) return <span className="token-special">{token.text}</span>;
  return tokenParts(token).map((part, i) =>
    part.mark ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one token never change places
      <span key={i} className="mark" data-mark={part.mark}>
        {part.text}
      </span>
    ) : (
      part.text
    ),
  );
}

/** One token in running text, at the small size of the strip, with the characters it is a part of. */
export function TokenChip({ token = { text: "" } }: { token: PlacedToken | undefined }) {
  const part = partWords(token);
  return (
    <span className="strip token-chip" data-size="s" title={part || undefined}>
      <span className="token">
        <TokenText token={{ ...token, parts: [] }} />
      </span>
      {part && <span className="token-part">{part}</span>}
    </span>
  );
}
