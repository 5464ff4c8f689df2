import { eventStream } from "@/lib/http/event-stream";
import { idParams, route } from "@/lib/http/route";
import { watchImport } from "@/lib/imports/watch-import";

export const GET = route({
  access: "member",
  params: idParams,
  handle: async ({ params, viewer, request: { signal } }) =>
    eventStream("import", await watchImport({ importId: params.id, ownerId: viewer.id }, signal), {
      viewer,
      signal,
    }),
});
