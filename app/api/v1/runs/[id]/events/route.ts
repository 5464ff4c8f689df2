import { eventStream } from "@/lib/http/event-stream";
import { idParams, route } from "@/lib/http/route";
import { watchRun } from "@/lib/runs/watch-run";

export const GET = route({
  access: "anyone",
  params: idParams,
  handle: async ({ params, viewer, request: { signal } }) =>
    eventStream("run", await watchRun(params.id, viewer, signal), { viewer, signal }),
});
