/** What somebody looks for, taken apart. */
export interface SearchText {
  /** Words, and phrases whose words stand in a row: lower case. All of them are looked for. */
  terms: string[];
  /** The last word, of which more letters may follow; null where the text ends in a phrase or a word that is too short. */
  begins: string | null;
}

/** Longest text that is looked for: an address with a query. */
export const maxSearchLength = 400;
/** More words than these narrow nothing any more, and each costs a look into the index. */
const maxTerms = 12;
/** The beginnings of words from which on they are told apart: shorter ones begin a great part of all words. */
const minBeginning = 3;

const wordPattern = /[\p{L}\p{N}\p{M}\p{Extended_Pictographic}]+/gu;
/** Scripts without spaces between words, as the migration `search` reads them. */
const spaceless =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/u;

/**
 * Words, phrases in quotes, and the beginning of the last word. A quote that is not closed is none. Text without a letter, a
 * digit or a picture has no terms.
 */
export function readSearchText(text: string): SearchText {
  const terms: string[] = [];
  let begins: string | null = null;
  for (const [, phrase, rest = ""] of text.matchAll(/["“”]([^"“”]*)["“”]|([^"“”]+)/g)) {
    if (terms.length >= maxTerms) break;
    begins = null;
    const words = (phrase ?? rest).toLowerCase().match(wordPattern) ?? [];
    if (phrase !== undefined && words.length > 0) terms.push(words.join(" "));
    if (phrase !== undefined) continue;
    terms.push(...words);
    begins = mayGoOn(words.at(-1)) && !/\s$/.test(rest) ? (words.at(-1) ?? null) : null;
  }
  const kept = terms.slice(0, maxTerms);
  if (begins === null || kept.length < terms.length) return { terms: kept, begins: null };
  return { terms: kept.slice(0, -1), begins };
}

function mayGoOn(word: string | undefined): boolean {
  return word !== undefined && [...word].length >= minBeginning && !spaceless.test(word);
}

/** All words that are looked for, of which some may be mistyped. */
export function wordsOf({ terms, begins }: SearchText): string[] {
  return [...terms.flatMap((term) => term.split(" ")), ...(begins === null ? [] : [begins])];
}

/** The same text with one of its words said otherwise. */
export function withWord({ terms, begins }: SearchText, word: string, better: string): SearchText {
  const say = (term: string) =>
    term
      .split(" ")
      .map((each) => (each === word ? better : each))
      .join(" ");
  return { terms: terms.map(say), begins: begins === null ? null : say(begins) };
}

/** As one would type it. */
export function writeSearchText({ terms, begins }: SearchText): string {
  return [
    ...terms.map((term) => (term.includes(" ") ? `"${term}"` : term)),
    ...(begins === null ? [] : [begins]),
  ].join(" ");
}
