import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { revertSitting } from "@/lib/label-queue/revert-sitting";
import { revertedSittingSchema } from "@/lib/label-queue/view";

export const POST = route({
  summary:
    "Undoes what was done in a sitting of the queue, one's own or, for moderators, anybody's; what others have built on stays.",
  access: "member",
  session: true,
  params: idParams,
  limit: { name: "revert-sitting", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: json(revertedSittingSchema),
  handle: ({ params, viewer }) => revertSitting({ sittingId: params.id, reverterId: viewer.id }),
});
