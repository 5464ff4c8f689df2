import { bountyParams } from "@/lib/bounties/bounty-schemas";
import { correctAward } from "@/lib/bounty-judging/correct-award";
import { correctionSchema, rankingSchema } from "@/lib/bounty-judging/judging-schemas";
import { madeResultSchema } from "@/lib/bounty-judging/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary: "Says publicly what is wrong with an award that you made, which stays beside it.",
  access: "member",
  keyScope: "publish",
  params: bountyParams,
  body: correctionSchema.extend(rankingSchema.shape),
  limit: { name: "correct-award", points: 20, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict"],
  answer: json(madeResultSchema),
  handle: ({ params, body, viewer }) => correctAward({ ...body, ...params, viewer }),
});
