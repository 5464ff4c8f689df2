import { entryParams } from "@/lib/bounty-entries/entry-schemas";
import { rulingSchema } from "@/lib/bounty-judging/judging-schemas";
import { ruleOnEntry } from "@/lib/bounty-judging/rule-on-entry";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary:
    "Has an entry of a bounty that you lead not rank, or rank again, with a reason that everybody reads.",
  access: "member",
  keyScope: "publish",
  params: entryParams,
  body: rulingSchema,
  limit: { name: "rule-on-entry", points: 120, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict"],
  answer: nothing,
  handle: ({ params, body, viewer }) =>
    ruleOnEntry({ ...body, slug: params.slug, entryId: params.id, viewer }),
});
