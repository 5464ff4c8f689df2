import { z } from "zod";
import { route } from "@/lib/http/route";
import { labelScoreTable } from "@/lib/tables/label-score-table";
import { tableFormat } from "@/lib/tables/table";
import { tableAnswer, tableFile, tableLimit } from "@/lib/tables/table-answer";

export const GET = route({
  summary: "Every checked label's own score on blind checks, as a table: 10,000 rows at most.",
  access: "anyone",
  query: z.object({ format: tableFormat }),
  limit: tableLimit,
  answer: tableAnswer,
  handle: async ({ query }) => tableFile(await labelScoreTable(), query.format),
});
