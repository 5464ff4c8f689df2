import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { findWatches, watchesSchema } from "@/lib/watching/find-watches";

export const GET = route({
  summary: "What one watches, and whether what one says something about is watched from then on.",
  access: "member",
  limit: { name: "watches", points: 120, perSeconds: 60 },
  answer: json(watchesSchema),
  handle: ({ viewer }) => findWatches(viewer.id),
});
