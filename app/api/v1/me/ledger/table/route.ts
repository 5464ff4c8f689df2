import { z } from "zod";
import { route } from "@/lib/http/route";
import { statementRoles } from "@/lib/statements/get-own-statement";
import { ownLedgerTable } from "@/lib/tables/ledger-table";
import { tableFormat } from "@/lib/tables/table";
import { tableAnswer, tableFile, tableLimit } from "@/lib/tables/table-answer";

export const GET = route({
  summary: "Your own lines of the ledger as a table, the latest first: 10,000 rows at most.",
  access: "member",
  query: z.object({ role: z.enum(statementRoles).default("winner"), format: tableFormat }),
  limit: tableLimit,
  answer: tableAnswer,
  handle: async ({ query, viewer }) => tableFile(ownLedgerTable(query.role, viewer), query.format),
});
