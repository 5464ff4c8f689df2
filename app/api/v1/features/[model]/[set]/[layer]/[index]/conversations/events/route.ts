import { featureSubject } from "@/lib/discussion/subject";
import { discussionSchema } from "@/lib/discussion/view";
import { watchDiscussion } from "@/lib/discussion/watch-discussion";
import { addressOf, featureParams } from "@/lib/features/feature-params";
import { getFeatureKeys } from "@/lib/features/feature-row";
import { events } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "The latest conversations about a feature, now and whenever somebody says something.",
  access: "anyone",
  params: featureParams,
  problems: ["not-found", "too-many-requests"],
  answer: events("discussion", discussionSchema),
  handle: async ({ params, viewer, signal }) =>
    watchDiscussion(featureSubject(await getFeatureKeys(addressOf(params))), viewer, signal),
});
