import { entryParams } from "@/lib/bounty-entries/entry-schemas";
import { confirmEntry } from "@/lib/bounty-entries/withdraw-entry";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary: "Confirms that you enter it together with who named you, until the deadline.",
  access: "member",
  keyScope: "publish",
  params: entryParams,
  limit: { name: "confirm-entry", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: nothing,
  handle: ({ params, viewer }) =>
    confirmEntry({ slug: params.slug, entryId: params.id, viewerId: viewer.id }),
});
