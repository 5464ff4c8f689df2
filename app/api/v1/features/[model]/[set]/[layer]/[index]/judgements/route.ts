import { addressOf, featureParams } from "@/lib/features/feature-params";
import { getFeatureKeys } from "@/lib/features/feature-row";
import { json, nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { findJudgements } from "@/lib/judgements/find-judgements";
import { judgeFeature } from "@/lib/judgements/judge-feature";
import { judgementContent } from "@/lib/judgements/judgement-schemas";
import { featureJudgementsSchema } from "@/lib/judgements/view";

export const GET = route({
  summary: "What people make of a feature: others' judgements once you have given your own.",
  access: "member",
  // Judgements are people's, and blind: a program that reads them all would give them to who has not judged.
  session: true,
  params: featureParams,
  problems: ["not-found"],
  answer: json(featureJudgementsSchema),
  handle: async ({ params, viewer }) => findJudgements(await getFeatureKeys(addressOf(params)), viewer),
});

export const PUT = route({
  summary: "Says what you make of a feature, in place of what you said before. Again it changes nothing.",
  access: "member",
  session: true,
  params: featureParams,
  body: judgementContent,
  limit: { name: "judge", points: 600, perSeconds: 60 * 60 },
  problems: ["not-found"],
  answer: nothing,
  handle: async ({ params, body: content, viewer }) => {
    const { dictionaryId, index } = await getFeatureKeys(addressOf(params));
    await judgeFeature({ of: { dictionaryId, index }, judgeId: viewer.id, content });
  },
});
