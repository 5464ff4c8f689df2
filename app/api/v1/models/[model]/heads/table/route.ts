import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { route } from "@/lib/http/route";
import { headTable } from "@/lib/tables/head-table";
import { tableFormat } from "@/lib/tables/table";
import { tableAnswer, tableFile, tableLimit } from "@/lib/tables/table-answer";

export const GET = route({
  summary: "What was measured of a model's attention heads, as a table.",
  access: "anyone",
  params: z.object({ model: storableText.max(100) }),
  query: z.object({ format: tableFormat }),
  limit: tableLimit,
  problems: ["not-found", "conflict"],
  answer: tableAnswer,
  handle: async ({ params, query }) => tableFile(await headTable(params.model), query.format),
});
