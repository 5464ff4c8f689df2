import { siteUrl } from "@/lib/env";
import { deleteFeedSecret, makeFeedSecret } from "@/lib/feeds/feed-secret";
import { madeFeedSchema } from "@/lib/feeds/view";
import { json, nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const PUT = route({
  summary:
    "Makes the address of one's own feed, anew where there is one: the one before opens nothing any more.",
  access: "member",
  session: true,
  limit: { name: "make-feed", points: 20, perSeconds: 60 * 60 },
  answer: json(madeFeedSchema),
  handle: async ({ viewer }) => {
    const key = await makeFeedSecret(viewer.id);
    return { url: `${siteUrl()}/api/v1/feeds/concerns?${new URLSearchParams({ key })}` };
  },
});

export const DELETE = route({
  summary: "Shuts one's own feed: no address opens it any more.",
  access: "member",
  session: true,
  whileSuspended: true,
  answer: nothing,
  handle: ({ viewer }) => deleteFeedSecret(viewer.id),
});
