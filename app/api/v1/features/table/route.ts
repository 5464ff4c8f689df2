import { featureQuery } from "@/lib/features/feature-query";
import { route } from "@/lib/http/route";
import { featureTable } from "@/lib/tables/feature-table";
import { tableFormat } from "@/lib/tables/table";
import { tableAnswer, tableFile, tableLimit } from "@/lib/tables/table-answer";

export const GET = route({
  summary: "Features that a corpus has shown something of, as a table: 10,000 rows at most.",
  access: "anyone",
  query: featureQuery.extend({ format: tableFormat }),
  limit: tableLimit,
  answer: tableAnswer,
  handle: async ({ query: { format, q, ...filter } }) =>
    tableFile(featureTable({ text: q, ...filter }), format),
});
