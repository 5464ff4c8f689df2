import { db } from "@/lib/db/client";

/** Words that are looked at while nobody else may keep any, and how often that is done in one go. */
const wordsAtOnce = 200;
const timesAtOnce = 10;

/** The last word that this process looked at. */
let last = "";

/**
 * Lets go of words by which mistyped ones are read and that nothing public has any more: of the next 2,000 in their order, so that a
 * worker comes round to all in some hours or days. Returns the words that it went on from and came to.
 */
export async function tidyWords({ most = wordsAtOnce } = {}): Promise<{ from: string; to: string }> {
  const from = last;
  for (let times = 0; times < timesAtOnce; times++) {
    const [row] = await db().$queryRaw<{ last: string }[]>`
      select tidy_search_words(${last}::text, ${most}::int) as last`;
    const next = row?.last ?? "";
    const isOver = next === "" || next === last;
    last = next;
    // At the end it begins anew next time; where somebody keeps words, it goes on there.
    if (isOver) break;
  }
  return { from, to: last };
}
