import type { TokenText } from "@/lib/tokens/token-text";
import { isSpecialToken, tokenLabel } from "@/lib/tokens/token-words";
import { cutAt } from "./fit-name";

/** Most characters that a token takes in a name; a longer one is cut and ends in an ellipsis. */
const maxTokenLength = 16;

/** Characters by their codes. */
const [space, smallA, smallZ] = [0x20, 0x61, 0x7a];

/**
 * A token as it stands in a feature's name: a word without the space in front of it, the later part of a word with a
 * hyphen for what precedes, and what has no letter or digit in quotes, its unseen characters marked.
 */
export function tokenInName(token: TokenText): string {
  const { text } = token;
  if (token.bytes === undefined && isSpecialToken(text)) return "the start";
  const label = tokenLabel(token.bytes === undefined && /^ ./.test(text) ? { text: text.slice(1) } : token);
  const cut = cutAt(label, maxTokenLength);
  if (!/[\p{L}\p{N}]/u.test(text)) return `“${cut}”`;
  return /^\p{Ll}/u.test(text) ? `-${cut}` : cut;
}

/** A word with a capital, as a token that begins it: a name where it stands inside a sentence. */
export function isCapitalised({ text, bytes }: TokenText): boolean {
  // Most tokens of a corpus are told by their first characters, sooner than by a pattern.
  if (bytes !== undefined || text.charCodeAt(0) !== space) return false;
  const first = text.charCodeAt(1);
  return !(first >= smallA && first <= smallZ) && /^ \p{Lu}\p{Ll}+$/u.test(text);
}

/** Whether what follows a token begins a sentence, a line or a quotation. */
export function endsSentence({ text }: TokenText): boolean {
  return isSpecialToken(text) || /[.!?:"“”'\n]\s*$/u.test(text);
}

/** The later part of a word. */
export function isWordPiece({ text, bytes }: TokenText): boolean {
  if (bytes !== undefined) return false;
  const first = text.charCodeAt(0);
  // Beyond ASCII a pattern tells.
  return first < 128 ? first >= smallA && first <= smallZ : /^\p{Ll}/u.test(text);
}
