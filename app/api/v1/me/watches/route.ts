import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { pageQuery } from "@/lib/paging/page";
import { findWatches, watchCursor, watchesSchema } from "@/lib/watching/find-watches";

export const GET = route({
  summary: "What one watches, and whether what one says something about is watched from then on.",
  access: "member",
  query: pageQuery(watchCursor),
  limit: { name: "watches", points: 120, perSeconds: 60 },
  answer: json(watchesSchema),
  handle: ({ query, viewer }) => findWatches({ ...query, memberId: viewer.id }),
});
