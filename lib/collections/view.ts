import { z } from "zod";
import { listedFindingSchema } from "@/lib/catalogue/view";
import { instantSchema } from "@/lib/instant";

/** What pages and routes show of collections. Schemas alone, so that the browser's code may import them. */

export const listedCollectionSchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    isPublic: z.boolean(),
    size: z.number().int().describe("How many findings it has, those among them that were taken back."),
    owner: z.object({ handle: z.string(), name: z.string().nullable() }),
    updatedAt: instantSchema,
  })
  .meta({ id: "ListedCollection" });
export type ListedCollection = z.infer<typeof listedCollectionSchema>;

export const collectionViewSchema = listedCollectionSchema
  .extend({ description: z.string().describe("Markdown."), isMine: z.boolean() })
  .meta({ id: "Collection" });
export type CollectionView = z.infer<typeof collectionViewSchema>;

export const collectionItemSchema = z
  .object({
    id: z.uuid(),
    place: z.number().int().describe("From 1."),
    note: z.string(),
    addedAt: instantSchema,
    finding: listedFindingSchema.nullable().describe("Null of one that was taken back or deleted."),
  })
  .meta({ id: "CollectionItem" });

export const createdCollectionSchema = z.object({ id: z.uuid(), url: z.string().describe("Its page.") });
export const createdItemSchema = z.object({ id: z.uuid(), place: z.number().int() });
