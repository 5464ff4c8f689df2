import { created, creates, json } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { idParams, route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";
import { findViews, newViewSchema, saveView } from "@/lib/views/save-view";
import { savedViewSchema } from "@/lib/views/view";

export const GET = route({
  summary: "One's own saved views of a circuit, the latest first.",
  access: "member",
  params: idParams,
  query: pageQuery(idCursor),
  answer: json(pageSchema(savedViewSchema)),
  handle: ({ params, query, viewer }) => findViews({ ...query, circuitId: params.id, ownerId: viewer.id }),
});

export const POST = route({
  summary: "Keeps a view of a circuit under a new name.",
  access: "member",
  keyScope: "write",
  params: idParams,
  body: newViewSchema,
  maxBodyBytes: longTextBytes,
  limit: { name: "save-view", points: 120, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: creates(savedViewSchema),
  handle: async ({ params, body, viewer }) => {
    const view = await saveView({ ...body, circuitId: params.id, ownerId: viewer.id });
    return created(view, `/api/v1/views/${view.id}`);
  },
});
