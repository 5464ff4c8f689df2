import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { deleteSearch } from "@/lib/saved-searches/delete-search";

export const DELETE = route({
  summary: "Deletes a search that one keeps.",
  access: "member",
  keyScope: "write",
  params: idParams,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => deleteSearch({ searchId: params.id, ownerId: viewer.id }),
});
