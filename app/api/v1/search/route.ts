import { z } from "zod";
import { wordedPages } from "@/app/_search/worded-pages";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { pageQuery } from "@/lib/paging/page";
import { search } from "@/lib/search/search";
import { searchCursor } from "@/lib/search/search-cursor";
import { searchText } from "@/lib/search/search-query";
import { foundKinds, foundSchema } from "@/lib/search/view";

export const GET = route({
  summary: "Everything public that has some words, by kind, or what an id or an address is of.",
  access: "anyone",
  query: z
    .object({
      q: searchText.describe(
        "Words, phrases in quotes, the beginning of the last word; or an id or an address of any notation.",
      ),
      kind: z.enum(foundKinds).optional().describe("This kind alone; all where none is named."),
      ...pageQuery(searchCursor, 50).shape,
    })
    .refine(({ kind, cursor }) => kind !== undefined || cursor === undefined, {
      path: ["kind"],
      message: "A cursor is of one kind: name it.",
    }),
  problems: ["invalid-input"],
  answer: json(foundSchema),
  handle: ({ query: { q, kind, cursor, limit } }) =>
    search({ text: q, kind, cursors: kind && cursor ? { [kind]: cursor } : {}, limit, pages: wordedPages }),
});
