import { featureQuery } from "@/lib/features/feature-query";
import { featureCursor } from "@/lib/features/find-features";
import { foundFeaturesSchema } from "@/lib/features/list-view";
import { searchFeatures } from "@/lib/features/search-features";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { pageQuery } from "@/lib/paging/page";

export const GET = route({
  summary:
    "Features that a corpus has shown something of, by their names' words, or by an id from elsewhere.",
  access: "anyone",
  query: featureQuery.extend(pageQuery(featureCursor).shape),
  answer: json(foundFeaturesSchema),
  handle: ({ query: { q, cursor, limit, ...filter } }) =>
    searchFeatures({ text: q, ...filter }, { cursor, limit }),
});
