import { addressOf, featureParams } from "@/lib/features/feature-params";
import { getFeatureKeys } from "@/lib/features/feature-row";
import { events } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { featureLabelsSchema } from "@/lib/labels/view";
import { watchLabels } from "@/lib/labels/watch-labels";

export const GET = route({
  summary: "A feature's labels, now and whenever somebody proposes, changes or votes.",
  access: "anyone",
  params: featureParams,
  problems: ["not-found", "too-many-requests"],
  answer: events("labels", featureLabelsSchema),
  handle: async ({ params, viewer, signal }) =>
    watchLabels(await getFeatureKeys(addressOf(params)), viewer, signal),
});
