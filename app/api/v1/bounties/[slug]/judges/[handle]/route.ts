import { excuseJudge } from "@/lib/bounty-judging/judges";
import { handleParams } from "@/lib/bounty-judging/judging-schemas";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const DELETE = route({
  summary: "Excuses a judge of a bounty that you lead: what they did not score is given to another.",
  access: "member",
  keyScope: "publish",
  params: handleParams,
  limit: { name: "excuse-judge", points: 120, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict"],
  answer: nothing,
  handle: ({ params, viewer }) => excuseJudge({ ...params, viewer }),
});
