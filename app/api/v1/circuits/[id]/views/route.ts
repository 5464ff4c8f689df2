import { created, idParams, route } from "@/lib/http/route";
import { findViews, newViewSchema, saveView } from "@/lib/views/save-view";

export const GET = route({
  access: "member",
  params: idParams,
  handle: ({ params, viewer }) => findViews({ circuitId: params.id, ownerId: viewer.id }),
});

export const POST = route({
  access: "member",
  params: idParams,
  body: newViewSchema,
  limit: { name: "save-view", points: 120, perSeconds: 60 * 60 },
  handle: async ({ params, body, viewer }) => {
    const view = await saveView({ ...body, circuitId: params.id, ownerId: viewer.id });
    return created(view, `/api/v1/views/${view.id}`);
  },
});
