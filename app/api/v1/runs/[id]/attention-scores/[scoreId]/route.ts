import { z } from "zod";
import { getAttentionScore } from "@/lib/attention-scores/get-attention-score";
import { attentionScoreViewSchema } from "@/lib/attention-scores/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "An attention score as far as it is.",
  access: "anyone",
  params: z.object({ id: z.uuid(), scoreId: z.uuid() }),
  problems: ["not-found"],
  answer: json(attentionScoreViewSchema),
  handle: ({ params, viewer }) => getAttentionScore(params, viewer),
});
