import { entryParams } from "@/lib/bounty-entries/entry-schemas";
import { getEntry } from "@/lib/bounty-entries/get-entry";
import { entryViewSchema } from "@/lib/bounty-entries/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "An entry as it was frozen, with its report: yours at once, another's once the bounty closed.",
  access: "anyone",
  params: entryParams,
  limit: { name: "entry", points: 120, perSeconds: 60, byAddress: true },
  problems: ["not-found", "unavailable"],
  answer: json(entryViewSchema),
  handle: ({ params, viewer }) => getEntry({ slug: params.slug, entryId: params.id }, viewer),
});
