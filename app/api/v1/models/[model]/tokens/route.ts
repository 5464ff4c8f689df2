import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { route } from "@/lib/http/route";
import { searchTokens } from "@/lib/models/search-tokens";

/** `{ tokens: [{ id, text }] }`: what somebody who types `query` may mean. */
export const GET = route({
  access: "anyone",
  params: z.object({ model: storableText.max(100) }),
  query: z.object({ query: z.string().max(200) }),
  limit: { name: "search-tokens", points: 600, perSeconds: 60 },
  handle: async ({ params, query }) => ({ tokens: await searchTokens(params.model, query.query) }),
});
