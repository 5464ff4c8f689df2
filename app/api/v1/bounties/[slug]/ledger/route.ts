import { bountyParams } from "@/lib/bounties/bounty-schemas";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { lineCursor } from "@/lib/ledger/ledger-schemas";
import { pageQuery } from "@/lib/paging/page";
import { getBountyStatement } from "@/lib/statements/get-bounty-statement";
import { ledgerLineSchema, statementSchema } from "@/lib/statements/view";

export const GET = route({
  summary:
    "What became of the money that a bounty promises, line by line in their order: promised, reserved, awarded, paid, cancelled.",
  access: "anyone",
  params: bountyParams,
  query: pageQuery(lineCursor),
  problems: ["not-found"],
  answer: json(statementSchema(ledgerLineSchema)),
  handle: ({ params, query, viewer }) => getBountyStatement({ ...query, ...params, viewer }),
});
