import { featureCircuitCursor, findCircuitsOfFeature } from "@/lib/circuits/find-circuits";
import { featureCircuitSchema } from "@/lib/circuits/view";
import { addressOf, featureParams } from "@/lib/features/feature-params";
import { getFeatureKeys } from "@/lib/features/feature-row";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { pageQuery, pageSchema } from "@/lib/paging/page";

/** Each tells all of its text's tokens: of the longest texts, a page is a megabyte. */
const maxItems = 20;

export const GET = route({
  summary: "The circuits a feature is in, those it matters most in first, with its part in each.",
  access: "anyone",
  params: featureParams,
  query: pageQuery(featureCircuitCursor, maxItems),
  problems: ["not-found"],
  answer: json(pageSchema(featureCircuitSchema)),
  handle: async ({ params, query }) =>
    findCircuitsOfFeature({ ...query, featureId: (await getFeatureKeys(addressOf(params))).id }),
});
