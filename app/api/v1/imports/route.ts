import { created, creates } from "@/lib/http/answer";
import { fileBody } from "@/lib/http/definition";
import { route } from "@/lib/http/route";
import { createImport, maxImportBytes, newImportSchema } from "@/lib/imports/create-import";
import { createdImportSchema } from "@/lib/imports/view";

/** The file's name and target stand in the query, since the body is read by a worker. */
export const POST = route({
  summary: "Imports a circuit from a file, sent as it is: an attribution graph, or a circuit of this site.",
  access: "member",
  keyScope: "write",
  query: newImportSchema,
  body: fileBody,
  maxBodyBytes: maxImportBytes,
  limit: { name: "create-import", points: 30, perSeconds: 60 * 60 },
  problems: ["conflict", "unprocessable"],
  answer: creates(createdImportSchema),
  handle: async ({ query, body, viewer }) => {
    const { id } = await createImport({ ...query, viewer, source: body });
    return created({ id, url: `/imports/${id}` }, `/api/v1/imports/${id}`);
  },
});
