import { z } from "zod";
import { getFeedOfPerson } from "@/lib/feeds/feed-of-catalogue";
import { feedAnswer, feedLimit } from "@/lib/feeds/feed-routes";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "What somebody published last, as an Atom feed.",
  access: "anyone",
  params: z.object({ handle: z.string().max(100) }),
  limit: feedLimit,
  problems: ["not-found"],
  answer: feedAnswer,
  handle: ({ params }) => getFeedOfPerson(params.handle),
});
