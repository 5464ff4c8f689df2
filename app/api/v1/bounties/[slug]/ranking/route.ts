import { bountyParams } from "@/lib/bounties/bounty-schemas";
import { rankingSchema } from "@/lib/bounty-judging/judging-schemas";
import { rankBounty } from "@/lib/bounty-judging/rank-bounty";
import { madeResultSchema } from "@/lib/bounty-judging/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary:
    "Ranks what was entered for a bounty that you lead, provisionally. Until the award it may be ranked again, for what was ruled since.",
  access: "member",
  keyScope: "publish",
  params: bountyParams,
  body: rankingSchema,
  limit: { name: "rank-bounty", points: 30, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict"],
  answer: json(madeResultSchema),
  handle: ({ params, body, viewer }) => rankBounty({ ...body, ...params, viewer }),
});
