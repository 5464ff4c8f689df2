import { z } from "zod";
import { idParams, route } from "@/lib/http/route";
import { getNodeFile } from "@/lib/tables/get-node-file";
import { tableFormat } from "@/lib/tables/table";
import { tableAnswer, tableLimit } from "@/lib/tables/table-answer";

export const GET = route({
  summary: "A circuit's nodes as a table, the most influential first: 10,000 rows at most.",
  access: "anyone",
  params: idParams,
  query: z.object({ format: tableFormat }),
  limit: tableLimit,
  problems: ["not-found", "conflict", "unprocessable", "unavailable"],
  answer: tableAnswer,
  handle: ({ params, query, viewer }) => getNodeFile(params.id, viewer, query.format),
});
