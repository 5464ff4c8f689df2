import { bountyParams } from "@/lib/bounties/bounty-schemas";
import { nameJudge } from "@/lib/bounty-judging/judges";
import { newJudgeSchema } from "@/lib/bounty-judging/judging-schemas";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary: "Names one more judge of a bounty that you lead, until it is ranked.",
  access: "member",
  keyScope: "publish",
  params: bountyParams,
  body: newJudgeSchema,
  limit: { name: "name-judge", points: 120, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict", "unprocessable"],
  answer: nothing,
  handle: ({ params, body, viewer }) => nameJudge({ ...body, ...params, viewer }),
});
