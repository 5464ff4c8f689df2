import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { pageQuery } from "@/lib/paging/page";
import { alikeCircuitsSchema } from "@/lib/search/alike-view";
import { alikeCursor, findAlike } from "@/lib/search/find-alike";

/** Each tells all of its text's tokens. */
const maxItems = 20;

export const GET = route({
  summary:
    "The same circuit elsewhere: those in other texts whose influence passes through the same features.",
  access: "anyone",
  params: idParams,
  query: pageQuery(alikeCursor, maxItems),
  problems: ["not-found"],
  answer: json(alikeCircuitsSchema),
  handle: ({ params: { id }, query }) => findAlike({ circuitId: id, ...query }),
});
