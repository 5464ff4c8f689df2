import { entryParams } from "@/lib/bounty-entries/entry-schemas";
import { withdrawEntry } from "@/lib/bounty-entries/withdraw-entry";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary: "Withdraws your entry until the deadline; to enter its finding once more brings it back.",
  access: "member",
  keyScope: "publish",
  params: entryParams,
  limit: { name: "withdraw-entry", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: nothing,
  handle: ({ params, viewer }) =>
    withdrawEntry({ slug: params.slug, entryId: params.id, viewerId: viewer.id }),
});
