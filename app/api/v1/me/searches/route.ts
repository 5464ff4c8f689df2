import { created, creates, json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";
import { findSearches } from "@/lib/saved-searches/find-searches";
import { saveSearch } from "@/lib/saved-searches/save-search";
import {
  createdSearchSchema,
  newSearchSchema,
  savedSearchSchema,
} from "@/lib/saved-searches/saved-search-schemas";

export const GET = route({
  summary: "The searches one keeps, each with how much is new since one looked.",
  access: "member",
  query: pageQuery(idCursor, 20),
  limit: { name: "saved-searches", points: 120, perSeconds: 60 },
  answer: json(pageSchema(savedSearchSchema)),
  handle: ({ query, viewer }) => findSearches({ ...query, ownerId: viewer.id }),
});

export const POST = route({
  summary: "Keeps a search of the catalogue or of features under a name.",
  access: "member",
  keyScope: "write",
  body: newSearchSchema,
  limit: { name: "save-search", points: 120, perSeconds: 60 * 60 },
  problems: ["conflict"],
  answer: creates(createdSearchSchema),
  handle: async ({ body, viewer }) => {
    const saved = await saveSearch({ ...body, ownerId: viewer.id });
    return created(saved, `/api/v1/me/searches/${saved.id}`);
  },
});
