import type { ExampleView } from "@/lib/features/view";
import { isSpecialToken, tokenLabel } from "@/lib/tokens/token-words";
import { asCode, plain } from "./markdown-text";

/** How many tokens of an example are quoted before and after its peak. */
const quoted = { before: 12, after: 6 };

/**
 * The tokens of an example as a quotation in Markdown: those around the peak, which stands apart as code, and where the example is.
 * What a token says means nothing to Markdown. Ends with an empty line.
 */
export function quoteExample(
  { tokens, position, activation }: ExampleView,
  of: string,
  href: string,
): string {
  const near = tokens.filter(
    (token) =>
      token.position >= position - quoted.before &&
      token.position <= position + quoted.after &&
      !isSpecialToken(token.text),
  );
  const words = near.map((token, i) => {
    const after = near[i - 1];
    const gap = after && token.position > after.position + 1 ? " \u2026 " : "";
    if (token.position !== position) return gap + plain(token.text);
    const space = /^\s/.test(token.text) ? " " : "";
    return `${gap}${space}${asCode(tokenLabel({ ...token, text: token.text.trimStart() || token.text }))}`;
  });
  const text = words.join("").replace(/\s+/g, " ").trim();
  return `> \u2026 ${text} \u2026\n>\n> [${plain(of)} at ${position}: ${activation.toPrecision(3)}](${href})\n\n`;
}
