import { z } from "zod";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { lineCursor } from "@/lib/ledger/ledger-schemas";
import { pageQuery } from "@/lib/paging/page";
import { getOwnStatement, statementRoles } from "@/lib/statements/get-own-statement";
import { ownLineSchema, statementSchema } from "@/lib/statements/view";

export const GET = route({
  summary: "What bounties awarded and paid to you, or what became of what yours promise, the latest first.",
  access: "member",
  query: z.object({
    role: z
      .enum(statementRoles)
      .default("winner")
      .describe("`winner`: what was awarded to you; `sponsor`: of the bounties you sponsor."),
    ...pageQuery(lineCursor).shape,
  }),
  limit: { name: "own-ledger", points: 120, perSeconds: 60 },
  answer: json(statementSchema(ownLineSchema)),
  handle: ({ query: { role, ...page }, viewer }) => getOwnStatement({ ...page, role, viewer }),
});
