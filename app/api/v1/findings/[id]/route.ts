import { z } from "zod";
import { deleteFinding } from "@/lib/findings/delete-finding";
import { findingContentSchema } from "@/lib/findings/finding-schemas";
import { getFinding } from "@/lib/findings/get-finding";
import { updateFinding } from "@/lib/findings/update-finding";
import { findingViewSchema, savedFindingSchema } from "@/lib/findings/view";
import { json, nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "A finding: a published one, or a draft of one's own.",
  access: "anyone",
  params: idParams,
  problems: ["not-found", "gone"],
  answer: json(findingViewSchema),
  handle: ({ params, viewer }) => getFinding({ findingId: params.id, viewer }),
});

export const PUT = route({
  summary: "Saves a new revision of one's own finding. The earlier ones are kept.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  body: findingContentSchema.extend({ revision: z.number().int().min(1) }),
  maxBodyBytes: 512 * 1024,
  limit: { name: "update-finding", points: 240, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: json(savedFindingSchema),
  handle: ({ params, body, viewer }) => updateFinding({ ...body, findingId: params.id, authorId: viewer.id }),
});

export const DELETE = route({
  summary:
    "Deletes one's own finding with all its versions. The address of one that was public says so from then on.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => deleteFinding({ findingId: params.id, authorId: viewer.id }),
});
