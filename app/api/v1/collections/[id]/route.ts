import { collectionContentSchema } from "@/lib/collections/collection-schemas";
import { deleteCollection } from "@/lib/collections/delete-collection";
import { getCollection } from "@/lib/collections/get-collection";
import { updateCollection } from "@/lib/collections/update-collection";
import { collectionViewSchema } from "@/lib/collections/view";
import { json, nothing } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "A collection of findings; its items are at `items`.",
  access: "anyone",
  params: idParams,
  problems: ["not-found"],
  answer: json(collectionViewSchema),
  handle: ({ params, viewer }) => getCollection({ collectionId: params.id, viewer }),
});

export const PUT = route({
  summary: "Changes what one's own collection says and who sees it.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  body: collectionContentSchema,
  maxBodyBytes: longTextBytes,
  limit: { name: "update-collection", points: 240, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: nothing,
  handle: ({ params, body, viewer }) =>
    updateCollection({ ...body, collectionId: params.id, ownerId: viewer.id }),
});

export const DELETE = route({
  summary: "Deletes one's own collection. Its findings stay.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => deleteCollection({ collectionId: params.id, ownerId: viewer.id }),
});
