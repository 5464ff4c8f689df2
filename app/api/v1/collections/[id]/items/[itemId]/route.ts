import { z } from "zod";
import { changeItem } from "@/lib/collections/change-item";
import { itemChangeSchema } from "@/lib/collections/collection-schemas";
import { removeItem } from "@/lib/collections/remove-item";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

const params = z.object({ id: z.uuid(), itemId: z.uuid() });
const limit = { name: "arrange-collection", points: 1_200, perSeconds: 60 * 60 };

export const PATCH = route({
  summary: "Changes the note of an item of one's own collection, or its place among the others.",
  access: "member",
  keyScope: "publish",
  params,
  body: itemChangeSchema,
  limit,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params: { id, itemId }, body, viewer }) =>
    changeItem({ ...body, collectionId: id, itemId, ownerId: viewer.id }),
});

export const DELETE = route({
  summary: "Takes an item out of one's own collection.",
  access: "member",
  keyScope: "publish",
  params,
  limit,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params: { id, itemId }, viewer }) =>
    removeItem({ collectionId: id, itemId, ownerId: viewer.id }),
});
