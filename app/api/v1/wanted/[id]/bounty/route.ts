import { z } from "zod";
import { bountyParams } from "@/lib/bounties/bounty-schemas";
import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { answerWanted } from "@/lib/wanted/ask-for";

export const PUT = route({
  summary: "Says that a bounty of one's own answers what is wanted.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  body: z.object({ slug: bountyParams.shape.slug }),
  limit: { name: "answer-wanted", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: nothing,
  handle: ({ params, body, viewer }) => answerWanted({ ...params, slug: body.slug, sponsorId: viewer.id }),
});
