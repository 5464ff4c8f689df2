import { entryParams } from "@/lib/bounty-entries/entry-schemas";
import { conflictSchema } from "@/lib/bounty-judging/judging-schemas";
import { declareConflict } from "@/lib/bounty-judging/score-entry";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary: "Says that an entry is not yours to score: it is given to another judge.",
  access: "member",
  keyScope: "publish",
  params: entryParams,
  body: conflictSchema,
  limit: { name: "declare-conflict", points: 120, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: nothing,
  handle: ({ params, body, viewer }) =>
    declareConflict({ ...body, slug: params.slug, entryId: params.id, judgeId: viewer.id }),
});
