import { findModels } from "@/lib/models/get-model";
import { correctWords } from "./correct-words";
import { findById } from "./find-by-id";
import { findInFeatures } from "./find-in-features";
import { findInFindings } from "./find-in-findings";
import { findInPages, type WordedPage } from "./find-in-pages";
import { findPeople } from "./find-people";
import type { SearchPage } from "./found-page";
import { readLookedFor } from "./looked-for";
import { checkCursor, type SearchCursor } from "./search-cursor";
import { readSearchText, type SearchText, writeSearchText } from "./search-text";
import { type Found, type FoundGroup, type FoundKind, foundKinds } from "./view";

export interface Search {
  text: string;
  /** This kind alone; all where none is named. */
  kind?: FoundKind | undefined;
  /** Where the page of a kind begins. */
  cursors?: Partial<Record<FoundKind, SearchCursor>> | undefined;
  limit?: number | undefined;
  /** The pages whose words are looked through beside what the database has. */
  pages: readonly WordedPage[];
}

/** How many of a kind are shown beside the other kinds. */
const shownOfEach = 5;

/**
 * Everything public that has the words, by kind; where nothing has them, what has the nearest words that something has. An id or an
 * address is read as what it is of. Throws "invalid-input" for a cursor of another search.
 */
export async function search({
  text,
  kind,
  cursors = {},
  limit = shownOfEach,
  pages,
}: Search): Promise<Found> {
  const read = readSearchText(text);
  const query = writeSearchText(read);
  const kinds = kind ? [kind] : foundKinds;
  for (const each of kinds) checkCursor(cursors[each], each, query);
  const pageOf = (each: FoundKind): SearchPage => ({ after: cursors[each], limit });
  const [ids, asTyped] = await Promise.all([
    findById(text),
    findGroups({ text: read, query, kinds, pages }, pageOf),
  ]);
  const said = { meant: ids?.meant ?? [], sentence: ids?.sentence ?? asTyped.sentence };
  if (asTyped.groups.length > 0 || ids || query === "")
    return { ...said, groups: asTyped.groups, insteadOf: null, lookedFor: query };
  for (const corrected of await correctWords(read)) {
    // A cursor is of what was typed: its mark stands for the words that were found instead, too.
    const { groups } = await findGroups({ text: corrected, query, kinds, pages }, pageOf);
    if (groups.length > 0)
      return { ...said, groups, insteadOf: query, lookedFor: writeSearchText(corrected) };
  }
  return { ...said, groups: [], insteadOf: null, lookedFor: query };
}

async function findGroups(
  {
    text,
    query,
    kinds,
    pages,
  }: { text: SearchText; query: string; kinds: readonly FoundKind[]; pages: readonly WordedPage[] },
  pageOf: (kind: FoundKind) => SearchPage,
): Promise<{ groups: FoundGroup[]; sentence: string | null }> {
  const lookedFor = await readLookedFor(text);
  const finders: Record<FoundKind, () => Promise<FoundGroup | null> | FoundGroup | null> = {
    findings: () => findInFindings(lookedFor, query, pageOf("findings")),
    features: () => findInFeatures(lookedFor, query, pageOf("features")),
    people: () => findPeople(lookedFor, query, pageOf("people")),
    models: async () => findInPages("models", await modelPages(), text, query, pageOf("models")),
    pages: () => findInPages("pages", pages, text, query, pageOf("pages")),
  };
  const found = await Promise.all(kinds.map((each) => finders[each]()));
  return {
    groups: found.flatMap((group) => (group && group.count > 0 ? [group] : [])),
    sentence: sentenceOf(lookedFor),
  };
}

function sentenceOf({ stems, names }: { stems: string; names: string }): string | null {
  if (names === "") return "There is no word in this to look for: type a word, a phrase in quotes, or an id.";
  if (stems === "")
    return "Nearly every English text has these words, so findings were not looked through for them: add another.";
  return null;
}

/** There are few models: they are read whole. */
async function modelPages() {
  const { items } = await findModels();
  return items.map(({ name, displayName, description, dictionarySets }) => ({
    href: `/models/${encodeURIComponent(name)}`,
    title: displayName,
    about: `model ${name}`,
    text: [description, ...dictionarySets.map((set) => set.displayName)].join(" "),
  }));
}
