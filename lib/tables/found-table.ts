import { siteUrl } from "@/lib/env";
import { type Search, search } from "@/lib/search/search";
import { searchCursor } from "@/lib/search/search-cursor";
import { type FoundKind, type FoundPart, type FoundThing, foundKinds } from "@/lib/search/view";
import type { Row, Table } from "./table";

const pageLength = 50;

/** What a search found, kind by kind, as far as it is ranked. */
export function foundTable({ text, kind, pages }: Pick<Search, "text" | "kind" | "pages">): Table {
  return {
    name: "search",
    columns: ["kind", "title", "about", "excerpt", "address"],
    batches: foundRows({ text, pages }, kind ? [kind] : foundKinds),
  };
}

async function* foundRows(
  asked: Pick<Search, "text" | "pages">,
  kinds: readonly FoundKind[],
): AsyncGenerator<readonly Row[]> {
  const site = siteUrl();
  const rowOf = (kind: FoundKind, { href, title, about, excerpt }: FoundThing): Row => [
    ...[kind, textOf(title), about, textOf(excerpt), site + href],
  ];
  for (const kind of kinds) {
    let cursors: Search["cursors"] = {};
    for (let isMore = true; isMore; ) {
      const { groups } = await search({ ...asked, kind, cursors, limit: pageLength });
      const [group] = groups;
      if (group) yield group.items.map((item) => rowOf(kind, item));
      isMore = typeof group?.nextCursor === "string";
      if (group?.nextCursor) cursors = { [kind]: searchCursor.parse(group.nextCursor) };
    }
  }
}

const textOf = (parts: readonly FoundPart[]) => parts.map(({ text }) => text).join("");
