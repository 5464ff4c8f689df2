import { z } from "zod";
import { collectionContentSchema } from "@/lib/collections/collection-schemas";
import { createCollection } from "@/lib/collections/create-collection";
import { findPublicCollections } from "@/lib/collections/find-collections";
import { createdCollectionSchema, listedCollectionSchema } from "@/lib/collections/view";
import { storableText } from "@/lib/db/storable-text";
import { created, creates, json } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";

export const GET = route({
  summary: "Public collections of findings, the newest first; of one person where their handle is given.",
  access: "anyone",
  query: z.object({ owner: storableText.max(40).optional(), ...pageQuery(idCursor).shape }),
  answer: json(pageSchema(listedCollectionSchema)),
  handle: ({ query: { owner, ...page } }) => findPublicCollections({ handle: owner, ...page }),
});

export const POST = route({
  summary: "Begins a collection of findings.",
  access: "member",
  keyScope: "publish",
  body: collectionContentSchema,
  maxBodyBytes: longTextBytes,
  limit: { name: "create-collection", points: 60, perSeconds: 60 * 60 },
  problems: ["conflict", "unprocessable"],
  answer: creates(createdCollectionSchema),
  handle: async ({ body, viewer }) => {
    const { id } = await createCollection({ ...body, ownerId: viewer.id });
    return created({ id, url: `/collections/${id}` }, `/api/v1/collections/${id}`);
  },
});
