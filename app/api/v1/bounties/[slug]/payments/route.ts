import { z } from "zod";
import { bountyParams } from "@/lib/bounties/bounty-schemas";
import { payAward } from "@/lib/bounty-judging/pay-award";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { paymentSchema } from "@/lib/ledger/ledger-schemas";

export const POST = route({
  summary:
    "Says that you paid somebody what your bounty awarded to them, once and for good. The site moves no money: it is your word, with a reference that only you and they read.",
  access: "member",
  keyScope: "publish",
  params: bountyParams,
  body: paymentSchema,
  limit: { name: "pay-award", points: 120, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: json(z.object({ line: z.string().describe("The new line of the ledger.") })),
  handle: ({ params, body, viewer }) => payAward({ ...body, ...params, viewer }),
});
