import { bountyParams } from "@/lib/bounties/bounty-schemas";
import { getJudging } from "@/lib/bounty-judging/get-judging";
import { judgingSchema } from "@/lib/bounty-judging/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary:
    "How a bounty is being judged, for who judges or leads it: what was given to you, and once all have scored what all gave.",
  access: "member",
  params: bountyParams,
  problems: ["not-found"],
  answer: json(judgingSchema),
  handle: ({ params, viewer }) => getJudging(params.slug, viewer),
});
