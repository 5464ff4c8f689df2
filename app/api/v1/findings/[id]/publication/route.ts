import { publishFinding } from "@/lib/findings/publish-finding";
import { idParams, route } from "@/lib/http/route";

export const PUT = route({
  access: "member",
  params: idParams,
  handle: ({ params, viewer }) => publishFinding({ findingId: params.id, authorId: viewer.id }),
});
