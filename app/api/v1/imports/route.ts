import { readBody } from "@/lib/http/read-body";
import { created, route } from "@/lib/http/route";
import { createImport, maxImportBytes, newImportSchema } from "@/lib/imports/create-import";

/** The body is the file as it is; `name` and `target` stand in the query, since the body is read by a worker. */
export const POST = route({
  access: "member",
  query: newImportSchema,
  limit: { name: "create-import", points: 30, perSeconds: 60 * 60 },
  handle: async ({ query, viewer, request }) => {
    const { id } = await createImport({ ...query, viewer, source: await readBody(request, maxImportBytes) });
    return created({ id, url: `/imports/${id}` }, `/api/v1/imports/${id}`);
  },
});
