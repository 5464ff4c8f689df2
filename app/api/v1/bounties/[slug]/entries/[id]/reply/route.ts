import { entryParams } from "@/lib/bounty-entries/entry-schemas";
import { replySchema } from "@/lib/bounty-judging/judging-schemas";
import { replyToOffer } from "@/lib/bounty-judging/reply";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary: "Takes what your entry is offered, or leaves it to the next in line. It is said once.",
  access: "member",
  keyScope: "publish",
  params: entryParams,
  body: replySchema,
  limit: { name: "reply-to-offer", points: 30, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: nothing,
  handle: ({ params, body, viewer }) =>
    replyToOffer({ ...body, slug: params.slug, entryId: params.id, viewer }),
});
