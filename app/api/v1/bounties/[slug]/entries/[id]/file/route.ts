import { entryParams } from "@/lib/bounty-entries/entry-schemas";
import { getEntryFile } from "@/lib/bounty-entries/get-entry";
import { entryFileSchema } from "@/lib/bounty-format/entry-file";
import { stored } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary:
    "An entry whole, as a circuit-commons/entry@1 file, which `commons bounty check` judges as the site did. Another's once the scores are in.",
  access: "anyone",
  params: entryParams,
  limit: { name: "entry-file", points: 60, perSeconds: 60, byAddress: true },
  problems: ["not-found", "conflict", "unavailable"],
  answer: stored(entryFileSchema),
  handle: ({ params, viewer }) => getEntryFile({ slug: params.slug, entryId: params.id }, viewer),
});
