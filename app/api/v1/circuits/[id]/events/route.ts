import { watchCircuit } from "@/lib/circuits/watch-circuit";
import { eventStream } from "@/lib/http/event-stream";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  access: "anyone",
  params: idParams,
  handle: async ({ params, viewer, request: { signal } }) =>
    eventStream("circuit", await watchCircuit(params.id, viewer, signal), { viewer, signal }),
});
