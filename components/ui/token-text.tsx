import { isSpecialToken, tokenParts } from "@/lib/tokens/token-words";

/** A token's text with quiet marks for what nobody sees. Copying it gives the text itself. */
export function TokenText({ text }: { text: string }) {
  if (isSpecialToken(text)) return <span className="token-special">{text}</span>;
  return tokenParts(text).map((part, i) =>
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

/** One token in running text, at the small size of the strip. */
export function TokenChip({ text }: { text: string }) {
  return (
    <span className="strip token-chip" data-size="s">
      <span className="token">
        <TokenText text={text} />
      </span>
    </span>
  );
}
