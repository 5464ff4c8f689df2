import { z } from "zod";
import { deleteDraft } from "@/lib/findings/delete-finding";
import { findingContentSchema } from "@/lib/findings/finding-schemas";
import { getFinding } from "@/lib/findings/get-finding";
import { updateFinding } from "@/lib/findings/update-finding";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  access: "anyone",
  params: idParams,
  handle: ({ params, viewer }) => getFinding({ findingId: params.id, viewer }),
});

export const PUT = route({
  access: "member",
  params: idParams,
  body: findingContentSchema.extend({ revision: z.number().int().min(1) }),
  maxBodyBytes: 512 * 1024,
  limit: { name: "update-finding", points: 240, perSeconds: 60 * 60 },
  handle: ({ params, body, viewer }) => updateFinding({ ...body, findingId: params.id, authorId: viewer.id }),
});

export const DELETE = route({
  access: "member",
  params: idParams,
  handle: ({ params, viewer }) => deleteDraft({ findingId: params.id, authorId: viewer.id }),
});
