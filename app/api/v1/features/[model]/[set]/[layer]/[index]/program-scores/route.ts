import { z } from "zod";
import { addressOf, featureParams } from "@/lib/features/feature-params";
import { getFeatureKeys } from "@/lib/features/feature-row";
import { created, creates } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { labelProgram } from "@/lib/label-programs/program-schema";
import { requestProgramScore } from "@/lib/label-programs/score/request-program-score";
import { programScoreViewSchema } from "@/lib/label-programs/score/view";

export const POST = route({
  summary:
    "Asks how a program, be it a label's or not yet, scores for a feature: how many of its firings it marks, by activation, and how much else.",
  access: "member",
  keyScope: "compute",
  params: featureParams,
  body: z.object({ program: labelProgram }),
  limit: { name: "program-score", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: creates(programScoreViewSchema),
  handle: async ({ params, body: { program }, viewer }) => {
    const { dictionaryId, index } = await getFeatureKeys(addressOf(params));
    const score = await requestProgramScore({ feature: { dictionaryId, index }, program }, viewer);
    return created(score, `/api/v1/program-scores/${score.id}`);
  },
});
