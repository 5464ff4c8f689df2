import { z } from "zod";
import { catalogueCursor, catalogueParams, queryOf } from "@/lib/catalogue/catalogue-query";
import { findInCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { cataloguePageSchema } from "@/lib/catalogue/view";
import { createFinding } from "@/lib/findings/create-finding";
import { findingContentSchema } from "@/lib/findings/finding-schemas";
import { createdFindingSchema } from "@/lib/findings/view";
import { created, creates, json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { pageQuery } from "@/lib/paging/page";

export const GET = route({
  summary: "Published findings that pass every filter, with how many have which values.",
  access: "anyone",
  query: catalogueParams.extend(pageQuery(catalogueCursor, 50).shape),
  limit: { name: "catalogue", points: 240, perSeconds: 60 },
  answer: json(cataloguePageSchema),
  handle: ({ query: { cursor, limit, ...params } }) =>
    findInCatalogue({ query: queryOf(params), cursor, limit }),
});

export const POST = route({
  summary: "Begins a finding about a circuit: a draft that only its author sees.",
  access: "member",
  keyScope: "write",
  body: findingContentSchema.extend({ circuitId: z.uuid() }),
  maxBodyBytes: 512 * 1024,
  limit: { name: "create-finding", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: creates(createdFindingSchema),
  handle: async ({ body, viewer }) => {
    const { id } = await createFinding({ ...body, authorId: viewer.id });
    return created({ id, url: `/findings/${id}` }, `/api/v1/findings/${id}`);
  },
});
