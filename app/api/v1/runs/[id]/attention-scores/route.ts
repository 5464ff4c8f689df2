import { requestAttentionScore } from "@/lib/attention-scores/request-attention-score";
import { attentionPlaceSchema, attentionScoreViewSchema } from "@/lib/attention-scores/view";
import { created, creates } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const POST = route({
  summary:
    "Asks why a head of a run looks from one position to another: its score by pairs of residual features.",
  access: "anyone",
  keyScope: "compute",
  params: idParams,
  body: attentionPlaceSchema,
  limit: { name: "attention-score", points: 60, perSeconds: 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: creates(attentionScoreViewSchema),
  handle: async ({ params, body, viewer }) => {
    const score = await requestAttentionScore({ runId: params.id, ...body, viewer });
    return created(score, `/api/v1/runs/${params.id}/attention-scores/${score.id}`);
  },
});
