import { getFeedOfBounties } from "@/lib/feeds/feed-of-bounties";
import { feedAnswer, feedLimit } from "@/lib/feeds/feed-routes";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "The newest bounties and what became of them, as an Atom feed.",
  access: "anyone",
  limit: feedLimit,
  answer: feedAnswer,
  handle: () => getFeedOfBounties(),
});
