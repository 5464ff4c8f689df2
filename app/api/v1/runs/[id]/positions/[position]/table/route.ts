import { z } from "zod";
import { route } from "@/lib/http/route";
import { positionTable } from "@/lib/tables/position-table";
import { tableFormat } from "@/lib/tables/table";
import { tableAnswer, tableFile, tableLimit } from "@/lib/tables/table-answer";

export const GET = route({
  summary: "What fires at one token of a finished run, as a table.",
  access: "anyone",
  params: z.object({ id: z.uuid(), position: z.coerce.number().int().min(0).max(1_000_000) }),
  query: z.object({ format: tableFormat }),
  limit: tableLimit,
  problems: ["not-found", "conflict"],
  answer: tableAnswer,
  handle: async ({ params, query }) =>
    tableFile(await positionTable(params.id, params.position), query.format),
});
