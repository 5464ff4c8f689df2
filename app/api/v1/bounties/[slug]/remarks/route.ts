import { bountyParams } from "@/lib/bounties/bounty-schemas";
import { addRemark } from "@/lib/bounty-judging/add-remark";
import { remarkSchema } from "@/lib/bounty-judging/judging-schemas";
import { madeRemarkSchema } from "@/lib/bounty-judging/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary: "Says something to the others who judge a bounty, once all have scored.",
  access: "member",
  keyScope: "publish",
  params: bountyParams,
  body: remarkSchema,
  limit: { name: "remark-bounty", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: json(madeRemarkSchema),
  handle: ({ params, body, viewer }) => addRemark({ ...body, ...params, viewer }),
});
