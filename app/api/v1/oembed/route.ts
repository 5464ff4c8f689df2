import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { getOembed, oembedQuery, oembedSchema } from "@/lib/oembed/oembed";

export const GET = route({
  summary: "What another page shows of a link to a published finding (oEmbed 1.0).",
  access: "anyone",
  query: oembedQuery,
  problems: ["not-found", "not-implemented"],
  answer: json(oembedSchema),
  handle: ({ query }) => getOembed(query),
});
