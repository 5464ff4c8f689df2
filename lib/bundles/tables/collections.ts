import type { BundleTable } from "../table";

/*
 * What everybody may see of collections and families (lib/collections/visible-collections.ts, lib/families/visible-families.ts).
 */

export const collections: BundleTable = {
  name: "collections",
  about: "Public collections of findings. What stands in them is in collection_items.",
  licence: "CC-BY-4.0",
  columns: [
    { name: "id", type: "string", meaning: "By which the site knows it: /collections/<id>." },
    { name: "owner", type: "string", meaning: "The handle of whose it is." },
    { name: "title", type: "string", meaning: "Its title." },
    { name: "description", type: "string", meaning: "What it is about, Markdown." },
    { name: "created_at", type: "moment", meaning: "When it was begun." },
    { name: "updated_at", type: "moment", meaning: "When it was changed last." },
  ],
  query: `
    select c.id::text, u.handle as owner, c.title, c.description, c."createdAt" as created_at, c."updatedAt" as updated_at
    from "Collection" c join "User" u on u.id = c."ownerId" where c."isPublic" order by c.id`,
};

export const collectionItems: BundleTable = {
  name: "collection_items",
  about:
    "What stands in public collections, in its order. Of a finding that was taken back or deleted its place and note are left.",
  licence: "CC-BY-4.0",
  columns: [
    { name: "collection_id", type: "string", meaning: "The collection, in collections." },
    { name: "place", type: "int", meaning: "Its place there." },
    { name: "finding_id", type: "string", meaning: "The finding, in findings; null where it is gone." },
    { name: "note", type: "string", meaning: "What the collection's owner says of it." },
    { name: "added_at", type: "moment", meaning: "When it was put there." },
  ],
  query: `
    select i."collectionId"::text as collection_id, i.place, f.id::text as finding_id, i.note, i."addedAt" as added_at
    from "CollectionItem" i join "Collection" c on c.id = i."collectionId" and c."isPublic"
    left join "Finding" f on f.id = i."findingId" and f."publishedAt" is not null
    order by i."collectionId", i.place`,
};

export const families: BundleTable = {
  name: "families",
  about: "Every version of public prompt families, as the document that commons families and the site read.",
  licence: "CC-BY-4.0",
  columns: [
    { name: "id", type: "string", meaning: "By which the site knows it: /families/<id>." },
    { name: "version", type: "int", meaning: "The version, from 1." },
    { name: "owner", type: "string", meaning: "The handle of whose it is." },
    { name: "title", type: "string", meaning: "The title of its newest version." },
    {
      name: "forked_from",
      type: "string",
      meaning: "The public family it was forked from; null where there is none.",
    },
    { name: "prompts", type: "int", meaning: "Prompts of this version." },
    { name: "held_out", type: "int", meaning: "Those of them that are held out." },
    { name: "hash", type: "string", meaning: "SHA-256 of the document." },
    { name: "document", type: "json", meaning: "The version itself (docs/formats.md)." },
    { name: "created_at", type: "moment", meaning: "When this version was made." },
  ],
  query: `
    select f.id::text, v.number as version, u.handle as owner, f.title, o.id::text as forked_from, v.prompts, v."heldOut" as held_out,
      v.hash, v.document, v."createdAt" as created_at
    from "FamilyVersion" v join "Family" f on f.id = v."familyId" join "User" u on u.id = f."ownerId"
    left join "Family" o on o.id = f."forkedFromId" and o."isPublic"
    where f."isPublic" order by f.id, v.number`,
};
