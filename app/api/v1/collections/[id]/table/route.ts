import { z } from "zod";
import { getCollection } from "@/lib/collections/get-collection";
import { idParams, route } from "@/lib/http/route";
import { collectionTable } from "@/lib/tables/collection-table";
import { tableFormat } from "@/lib/tables/table";
import { tableAnswer, tableFile, tableLimit } from "@/lib/tables/table-answer";

export const GET = route({
  summary: "What stands in a collection as a table, in its order: 10,000 rows at most.",
  access: "anyone",
  params: idParams,
  query: z.object({ format: tableFormat }),
  limit: tableLimit,
  problems: ["not-found"],
  answer: tableAnswer,
  handle: async ({ params, query, viewer }) => {
    const collection = await getCollection({ collectionId: params.id, viewer });
    return tableFile(collectionTable(collection), query.format);
  },
});
