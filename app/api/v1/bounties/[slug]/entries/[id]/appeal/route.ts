import { entryParams } from "@/lib/bounty-entries/entry-schemas";
import { answerAppeal, appeal } from "@/lib/bounty-judging/appeal";
import { answerSchema, appealSchema } from "@/lib/bounty-judging/judging-schemas";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary: "Says publicly what is wrong with a ranking, once an entry of yours and in the days for it.",
  access: "member",
  keyScope: "publish",
  params: entryParams,
  body: appealSchema,
  limit: { name: "appeal", points: 30, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: nothing,
  handle: ({ params, body, viewer }) => appeal({ ...body, slug: params.slug, entryId: params.id, viewer }),
});

export const PUT = route({
  summary: "Answers an appeal publicly, for good, as who leads the bounty.",
  access: "member",
  keyScope: "publish",
  params: entryParams,
  body: answerSchema,
  limit: { name: "answer-appeal", points: 120, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict"],
  answer: nothing,
  handle: ({ params, body, viewer }) =>
    answerAppeal({ ...body, slug: params.slug, entryId: params.id, viewer }),
});
