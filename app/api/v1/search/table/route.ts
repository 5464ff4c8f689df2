import { z } from "zod";
import { wordedPages } from "@/app/_search/worded-pages";
import { route } from "@/lib/http/route";
import { searchText } from "@/lib/search/search-query";
import { foundKinds } from "@/lib/search/view";
import { foundTable } from "@/lib/tables/found-table";
import { tableFormat } from "@/lib/tables/table";
import { tableAnswer, tableFile, tableLimit } from "@/lib/tables/table-answer";

export const GET = route({
  summary: "What has some words, as a table: of each kind as many as are ranked.",
  access: "anyone",
  query: z.object({
    q: searchText,
    kind: z.enum(foundKinds).optional().describe("This kind alone; all where none is named."),
    format: tableFormat,
  }),
  limit: tableLimit,
  answer: tableAnswer,
  handle: async ({ query: { q, kind, format } }) =>
    tableFile(foundTable({ text: q, kind, pages: wordedPages }), format),
});
