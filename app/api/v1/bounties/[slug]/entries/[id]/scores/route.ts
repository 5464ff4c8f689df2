import { entryParams } from "@/lib/bounty-entries/entry-schemas";
import { getEntryScores } from "@/lib/bounty-judging/get-entry-scores";
import { scoresSchema } from "@/lib/bounty-judging/judging-schemas";
import { scoreEntry } from "@/lib/bounty-judging/score-entry";
import { entryScoresSchema } from "@/lib/bounty-judging/view";
import { json, nothing } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "What judges gave an entry: your own, and all once the bounty is ranked.",
  access: "anyone",
  params: entryParams,
  problems: ["not-found"],
  answer: json(entryScoresSchema),
  handle: ({ params, viewer }) => getEntryScores({ slug: params.slug, entryId: params.id }, viewer),
});

export const PUT = route({
  summary: "Scores an entry that was given to you, or anew until the bounty is ranked.",
  access: "member",
  keyScope: "publish",
  params: entryParams,
  body: scoresSchema,
  maxBodyBytes: longTextBytes,
  limit: { name: "score-entry", points: 600, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: nothing,
  handle: ({ params, body, viewer }) =>
    scoreEntry({ ...body, slug: params.slug, entryId: params.id, judgeId: viewer.id }),
});
