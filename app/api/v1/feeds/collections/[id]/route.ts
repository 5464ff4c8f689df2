import { getFeedOfCollection } from "@/lib/feeds/feed-of-collection";
import { feedAnswer, feedLimit } from "@/lib/feeds/feed-routes";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "What was put into a public collection last, as an Atom feed.",
  access: "anyone",
  params: idParams,
  limit: feedLimit,
  problems: ["not-found"],
  answer: feedAnswer,
  handle: ({ params }) => getFeedOfCollection(params.id),
});
