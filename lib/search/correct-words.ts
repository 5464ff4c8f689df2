import { db } from "@/lib/db/client";
import { type SearchText, withWord, wordsOf } from "./search-text";
import { mostSlips, slipsBetween } from "./slips";

/** Each costs a search. */
const maxCorrections = 3;

/**
 * The same search with the nearest known words in place of those that nothing has, the likeliest first. Whether anything public
 * has them is for the search itself to find.
 */
export async function correctWords(text: SearchText): Promise<SearchText[]> {
  const words = [...new Set(wordsOf(text))].filter((word) => mostSlips(word) > 0);
  const known = await db().searchWord.findMany({ where: { word: { in: words } }, select: { word: true } });
  const unknown = words.filter((word) => !known.some((each) => each.word === word));
  let corrected: SearchText[] = [];
  for (const word of unknown) {
    const [...better] = await nearWords(word);
    const [best] = better;
    if (best === undefined) continue;
    corrected =
      corrected.length === 0
        ? better.map((each) => withWord(text, word, each))
        : corrected.map((each) => withWord(each, word, best));
  }
  return corrected;
}

/** Known words a slip or two away: those that share the word with a character left out, or most of its trigrams. */
async function nearWords(word: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ word: string }[]>`
    -- All of them first: with the limit in sight PostgreSQL expects to meet enough of them by reading the table from its beginning.
    with near as materialized (select word from "SearchWord" where near && near_words(${word}))
    (select word from near limit 100)
    union
    (select word from "SearchWord" where word % ${word} order by similarity(word, ${word}) desc limit 20)`;
  const most = mostSlips(word);
  return rows
    .map((row) => ({ word: row.word, slips: slipsBetween(word, row.word, most) }))
    .filter(({ slips }) => slips <= most)
    .sort(
      (a, b) =>
        a.slips - b.slips ||
        startsAlike(b.word, word) - startsAlike(a.word, word) ||
        (a.word < b.word ? -1 : 1),
    )
    .slice(0, maxCorrections)
    .map((row) => row.word);
}

/** Slips are seldom made in the first letters. */
function startsAlike(a: string, b: string): number {
  let n = 0;
  while (n < a.length && a[n] === b[n]) n++;
  return n;
}
