import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { scoreLabels } from "@/lib/label-scores/score-labels";
import { labelScoresSchema } from "@/lib/label-scores/view";

export const GET = route({
  summary:
    "How labels of people, of programs and imported ones score on the same blind checks, and the programs that some labels have.",
  access: "anyone",
  limit: { name: "label-scores", points: 30, perSeconds: 60 },
  answer: json(labelScoresSchema),
  handle: scoreLabels,
});
