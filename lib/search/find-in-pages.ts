import { createHash } from "node:crypto";
import { foundGroup, type SearchPage } from "./found-page";
import { markFirst } from "./marked-parts";
import type { SearchText } from "./search-text";
import type { FoundGroup, FoundKind, FoundPart } from "./view";

/** A page whose words are known without the database. */
export interface WordedPage {
  href: string;
  title: string;
  about: string;
  /** What it says, for the search and for the piece that is shown. */
  text: string;
}

const shownCharacters = 180;

/** Pages that have all the words, or words that begin with them; those first that have them in their titles. */
export function findInPages(
  kind: Extract<FoundKind, "pages" | "models">,
  pages: readonly WordedPage[],
  { terms, begins }: SearchText,
  query: string,
  { after, limit }: SearchPage,
): FoundGroup | null {
  const wanted = [...terms, ...(begins === null ? [] : [begins])];
  if (wanted.length === 0) return null;
  const found = pages.flatMap((page) => {
    const [title, all] = [spaced(page.title), spaced(`${page.title} ${page.text}`)];
    if (!wanted.every((term) => all.includes(` ${term}`))) return [];
    const inTitle = wanted.filter((term) => title.includes(` ${term}`)).length;
    return [{ page, score: inTitle, key: hexOf(page.href) }];
  });
  const ranked = found.sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
  const first = after ? ranked.findIndex(({ key }) => key === after.key) + 1 : 0;
  const rows = ranked.slice(first, first + limit + 1).map((row) => ({ ...row, candidates: ranked.length }));
  return foundGroup(kind, query, rows, limit, ({ page }) => ({
    href: page.href,
    title: markFirst(plain(page.title), wanted),
    about: page.about,
    excerpt: markFirst(plain(piece(page.text, wanted)), wanted),
  }));
}

/** A text as its words with one space before each. */
function spaced(text: string): string {
  return ` ${(text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).join(" ")}`;
}

const plain = (text: string): FoundPart[] => (text === "" ? [] : [{ text, isMatch: false }]);

/** The part of a text around the first of the words that stands in it. */
function piece(text: string, wanted: readonly string[]): string {
  const lower = text.toLowerCase();
  const at = Math.max(0, ...wanted.map((word) => lower.indexOf(word)).slice(0, 1));
  const start = at < shownCharacters / 2 ? 0 : text.lastIndexOf(" ", at - shownCharacters / 3) + 1;
  const end = start + shownCharacters;
  return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}

/** A cursor's key is hexadecimal. */
function hexOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
