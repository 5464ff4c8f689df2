import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const DELETE = route({
  summary: "Revokes one of one's own keys, at once and for good.",
  access: "member",
  session: true,
  whileSuspended: true,
  params: idParams,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => revokeApiKey({ userId: viewer.id, keyId: params.id }),
});
