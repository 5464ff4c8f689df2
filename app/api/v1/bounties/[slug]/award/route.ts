import { bountyParams } from "@/lib/bounties/bounty-schemas";
import { awardBounty } from "@/lib/bounty-judging/award-bounty";
import { awardSchema } from "@/lib/bounty-judging/judging-schemas";
import { madeResultSchema } from "@/lib/bounty-judging/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary: "Awards a bounty that you lead, for good: its ranking, who takes what, and the ledger.",
  access: "member",
  keyScope: "publish",
  params: bountyParams,
  body: awardSchema,
  limit: { name: "award-bounty", points: 30, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict"],
  answer: json(madeResultSchema),
  handle: ({ params, body, viewer }) => awardBounty({ ...body, ...params, viewer }),
});
