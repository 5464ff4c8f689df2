import { catalogueParams, queryOf } from "@/lib/catalogue/catalogue-query";
import { route } from "@/lib/http/route";
import { catalogueTable } from "@/lib/tables/catalogue-table";
import { tableFormat } from "@/lib/tables/table";
import { tableAnswer, tableFile, tableLimit } from "@/lib/tables/table-answer";

export const GET = route({
  summary: "Published findings that pass every filter, as a table: 10,000 rows at most.",
  access: "anyone",
  query: catalogueParams.extend({ format: tableFormat }),
  limit: tableLimit,
  answer: tableAnswer,
  handle: async ({ query: { format, ...params } }) => tableFile(catalogueTable(queryOf(params)), format),
});
