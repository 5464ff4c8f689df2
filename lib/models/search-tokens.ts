import { AppError } from "@/lib/errors";
import { fromHex, type TokenText, toHex, type VocabularyToken } from "@/lib/tokens/token-text";
import { tokenLabel } from "@/lib/tokens/token-words";
import { encodeUtf8 } from "@/lib/tokens/utf8";
import { getVocabulary } from "./vocabulary";

/**
 * The tokens of a model that somebody who types `query` may mean, the likeliest first: the very token, the same
 * after a space, whatever begins so, and tokens that are a part of its characters. Capitals count only to tell which
 * comes first. Throws "not-found".
 */
export async function searchTokens(model: string, query: string, limit = 20): Promise<VocabularyToken[]> {
  const vocabulary = await getVocabulary(model);
  if (!vocabulary) throw new AppError("not-found", `There is no model named ${model.slice(0, 80)} here.`);
  return rankTokens(vocabulary.tokens, query, limit);
}

export function rankTokens(
  tokens: ReadonlyMap<number, TokenText>,
  query: string,
  limit: number,
): VocabularyToken[] {
  if (query === "") return [];
  const typed = { text: query, lower: query.toLowerCase(), bytes: byteString(toHex(encodeUtf8(query))) };
  const found: { token: VocabularyToken; rank: number }[] = [];
  for (const [id, token] of tokens) {
    const rank = token.bytes === undefined ? rankOfText(token.text, typed) : rankOfBytes(token, typed);
    if (rank !== null) found.push({ token: { id, ...token }, rank });
  }
  return found
    .sort((a, b) => a.rank - b.rank || a.token.text.length - b.token.text.length || a.token.id - b.token.id)
    .slice(0, limit)
    .map(({ token }) => token);
}

interface Typed {
  text: string;
  lower: string;
  bytes: string;
}

function rankOfText(text: string, typed: Typed): number | null {
  if (text === typed.text) return 0;
  // Most words of a text stand after a space, and a space before a word is what people leave out.
  if (text === ` ${typed.text}`) return 1;
  const lower = text.toLowerCase();
  if (lower === typed.lower || lower === ` ${typed.lower}`) return 2;
  if (text.startsWith(typed.text) || text.startsWith(` ${typed.text}`)) return 3;
  return lower.startsWith(typed.lower) || lower.startsWith(` ${typed.lower}`) ? 4 : null;
}

/** Of a token that is a part of a character: typed as its label shows it, or a part of what is typed. */
function rankOfBytes(token: TokenText, { text, bytes }: Typed): number | null {
  if (tokenLabel(token).replaceAll("\u00b7", " ") === text) return 0;
  const own = byteString(token.bytes ?? "").replace(/^ /, "");
  if (bytes.startsWith(own)) return 5;
  return bytes.includes(own) || own.startsWith(bytes) ? 6 : null;
}

/** Bytes as characters up to U+00FF, so that strings tell what begins with what. */
function byteString(hex: string): string {
  return String.fromCharCode(...fromHex(hex));
}
