import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { revokeInvitation } from "@/lib/projects/invite";
import { partParams } from "@/lib/projects/project-params";

export const DELETE = route({
  summary: "Takes an invitation to your project back: it lets nobody in any more.",
  access: "member",
  session: true,
  params: partParams,
  problems: ["not-found", "forbidden"],
  answer: nothing,
  handle: ({ params: { slug, id }, viewer }) =>
    revokeInvitation({ slug, invitationId: id, ownerId: viewer.id }),
});
