import { deleteFamily } from "@/lib/families/delete-family";
import { familyChangeSchema } from "@/lib/families/family-schemas";
import { getFamily } from "@/lib/families/get-family";
import { updateFamily } from "@/lib/families/update-family";
import { familyViewSchema } from "@/lib/families/view";
import { json, nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "A family of prompts in its latest version.",
  access: "anyone",
  params: idParams,
  problems: ["not-found"],
  answer: json(familyViewSchema),
  handle: ({ params, viewer }) => getFamily({ familyId: params.id, viewer }),
});

export const PATCH = route({
  summary: "Says who sees one's own family of prompts: everybody, or its owner alone.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  body: familyChangeSchema,
  limit: { name: "update-family", points: 240, perSeconds: 60 * 60 },
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, body, viewer }) => updateFamily({ ...body, familyId: params.id, ownerId: viewer.id }),
});

export const DELETE = route({
  summary: "Deletes one's own family of prompts with all its versions. Forks of it stay.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => deleteFamily({ familyId: params.id, ownerId: viewer.id }),
});
