import type { ComponentProps } from "react";
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

/** What everybody sees, with a space before it or none: nearly every token. */
const plain = /^( ?)[\p{L}\p{N}\p{P}\p{S}]+$/u;

/** A token in a box of its own. Most are one element: of a space in front, the box itself shows the dot. */
export function TokenBox({ token, ...said }: { token: PlacedToken } & ComponentProps<"span">) {
  const { text, bytes } = token;
  const space = bytes === undefined && !isSpecialToken(text) ? plain.exec(text)?.[1] : undefined;
  return (
    <span className={space ? "token spaced" : "token"} {...said}>
      {space === undefined ? <TokenText token={token} /> : text}
    </span>
  );
}

/** One token in running text, at the small size of the strip, with the characters it is a part of. */
export function TokenChip({ token = { text: "" } }: { token: PlacedToken | undefined }) {
  const part = partWords(token);
  return (
    <span className="strip token-chip" data-size="s" title={part || undefined}>
      <TokenBox token={{ ...token, parts: [] }} />
      {part && <span className="token-part">{part}</span>}
    </span>
  );
}
