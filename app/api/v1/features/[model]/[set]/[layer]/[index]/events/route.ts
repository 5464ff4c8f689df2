import { featureNewsSchema } from "@/lib/feature-page/view";
import { watchFeature } from "@/lib/feature-page/watch-feature";
import { addressOf, featureParams } from "@/lib/features/feature-params";
import { getFeatureKeys } from "@/lib/features/feature-row";
import { events } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary:
    "A feature's labels, the latest conversations about it and who else has its page open: each now, and whenever it changes.",
  access: "anyone",
  params: featureParams,
  problems: ["not-found", "too-many-requests"],
  answer: events("feature", featureNewsSchema),
  handle: async ({ params, viewer, signal }) =>
    watchFeature(await getFeatureKeys(addressOf(params)), viewer, signal),
});
