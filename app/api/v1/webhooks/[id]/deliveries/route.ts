import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";
import { findDeliveries } from "@/lib/webhooks/find-deliveries";
import { deliveryViewSchema } from "@/lib/webhooks/view";

export const GET = route({
  summary: "What was sent to one's own webhook, the newest first, and what that was answered.",
  access: "member",
  params: idParams,
  query: pageQuery(idCursor),
  problems: ["not-found"],
  answer: json(pageSchema(deliveryViewSchema)),
  handle: ({ params, query, viewer }) => findDeliveries({ ...params, ...query, ownerId: viewer.id }),
});
