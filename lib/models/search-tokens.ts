import { AppError } from "@/lib/errors";
import type { VocabularyToken } from "./view";
import { getVocabulary } from "./vocabulary";

/**
 * The tokens of a model that somebody who types `query` may mean, the likeliest first: the very token, the same
 * after a space, whatever begins so. Capitals count only to tell which comes first. Throws "not-found".
 */
export async function searchTokens(model: string, query: string, limit = 20): Promise<VocabularyToken[]> {
  const texts = await getVocabulary(model);
  if (!texts) throw new AppError("not-found", `There is no model named ${model.slice(0, 80)} here.`);
  return rankTokens(texts, query, limit);
}

export function rankTokens(texts: readonly string[], query: string, limit: number): VocabularyToken[] {
  if (query === "") return [];
  const wanted = query.toLowerCase();
  const found: (VocabularyToken & { rank: number })[] = [];
  for (const [id, text] of texts.entries()) {
    const rank = rankOf(text, query, wanted);
    if (rank !== null) found.push({ id, text, rank });
  }
  return found
    .sort((a, b) => a.rank - b.rank || a.text.length - b.text.length || a.id - b.id)
    .slice(0, limit)
    .map(({ id, text }) => ({ id, text }));
}

function rankOf(text: string, query: string, wanted: string): number | null {
  if (text === query) return 0;
  // Most words of a text stand after a space, and a space before a word is what people leave out.
  if (text === ` ${query}`) return 1;
  const lower = text.toLowerCase();
  if (lower === wanted || lower === ` ${wanted}`) return 2;
  if (text.startsWith(query) || text.startsWith(` ${query}`)) return 3;
  return lower.startsWith(wanted) || lower.startsWith(` ${wanted}`) ? 4 : null;
}
