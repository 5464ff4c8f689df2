import { z } from "zod";
import { bountyParams } from "@/lib/bounties/bounty-schemas";
import { route } from "@/lib/http/route";
import { getBountyStatement } from "@/lib/statements/get-bounty-statement";
import { bountyLedgerTable } from "@/lib/tables/ledger-table";
import { tableFormat } from "@/lib/tables/table";
import { tableAnswer, tableFile, tableLimit } from "@/lib/tables/table-answer";

export const GET = route({
  summary: "A bounty's ledger as a table, in its order: 10,000 rows at most.",
  access: "anyone",
  params: bountyParams,
  query: z.object({ format: tableFormat }),
  limit: tableLimit,
  problems: ["not-found"],
  answer: tableAnswer,
  handle: async ({ params: { slug }, query, viewer }) => {
    // Where it is not to be seen, that is answered, and no file.
    await getBountyStatement({ slug, viewer, limit: 1 });
    return tableFile(bountyLedgerTable(slug, viewer), query.format);
  },
});
