import { catalogueParams, queryOf } from "@/lib/catalogue/catalogue-query";
import { getFeedOfCatalogue } from "@/lib/feeds/feed-of-catalogue";
import { feedAnswer, feedLimit } from "@/lib/feeds/feed-routes";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "The last published findings that pass every filter, as an Atom feed.",
  access: "anyone",
  query: catalogueParams.omit({ sort: true }),
  limit: feedLimit,
  answer: feedAnswer,
  handle: ({ query }) => getFeedOfCatalogue(queryOf(query)),
});
