import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { lookAtSearch } from "@/lib/saved-searches/look-at-search";

export const PUT = route({
  summary: "Says of a search that one keeps that all it finds now is seen.",
  access: "member",
  keyScope: "write",
  params: idParams,
  limit: { name: "look-at-search", points: 240, perSeconds: 60 * 60 },
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => lookAtSearch({ searchId: params.id, ownerId: viewer.id }),
});
