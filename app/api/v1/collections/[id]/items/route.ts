import { addItem } from "@/lib/collections/add-item";
import { newItemSchema } from "@/lib/collections/collection-schemas";
import { findItems, itemCursor } from "@/lib/collections/find-items";
import { getCollection } from "@/lib/collections/get-collection";
import { collectionItemSchema, createdItemSchema } from "@/lib/collections/view";
import { created, creates, json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { pageQuery, pageSchema } from "@/lib/paging/page";

export const GET = route({
  summary: "What stands in a collection, in its order.",
  access: "anyone",
  params: idParams,
  query: pageQuery(itemCursor, 50),
  problems: ["not-found"],
  answer: json(pageSchema(collectionItemSchema)),
  handle: async ({ params, query, viewer }) => {
    const { id } = await getCollection({ collectionId: params.id, viewer });
    return findItems(id, query);
  },
});

export const POST = route({
  summary: "Puts a published finding at the end of one's own collection.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  body: newItemSchema,
  limit: { name: "collect", points: 600, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: creates(createdItemSchema),
  handle: async ({ params, body, viewer }) => {
    const item = await addItem({ ...body, collectionId: params.id, ownerId: viewer.id });
    return created(item, `/api/v1/collections/${params.id}/items/${item.id}`);
  },
});
