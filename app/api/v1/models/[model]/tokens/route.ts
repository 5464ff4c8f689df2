import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { searchTokens } from "@/lib/models/search-tokens";
import { foundTokensSchema } from "@/lib/models/view";

export const GET = route({
  summary: "The tokens of a model that somebody who types a text may mean.",
  access: "anyone",
  params: z.object({ model: storableText.max(100) }),
  query: z.object({ query: z.string().max(200) }),
  limit: { name: "search-tokens", points: 600, perSeconds: 60 },
  problems: ["not-found"],
  answer: json(foundTokensSchema),
  handle: async ({ params, query }) => ({ tokens: await searchTokens(params.model, query.query) }),
});
