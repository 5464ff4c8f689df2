import { z } from "zod";
import { getFeedOfConcerns } from "@/lib/feeds/feed-of-concerns";
import { feedLimit, ownFeedAnswer } from "@/lib/feeds/feed-routes";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "What concerns a member's features and findings, as an Atom feed, by its own secret.",
  access: "anyone",
  // In the query, since the paths of requests are logged.
  query: z.object({
    key: z
      .string()
      .regex(/^[\w-]{43}$/, "This is no key of a feed.")
      .meta({ examples: ["A".repeat(43)] }),
  }),
  limit: feedLimit,
  problems: ["not-found"],
  answer: ownFeedAnswer,
  handle: ({ query }) => getFeedOfConcerns(query.key),
});
