import { watchCircuit } from "@/lib/circuits/watch-circuit";
import { eventStream } from "@/lib/http/event-stream";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  access: "anyone",
  params: idParams,
  handle: async ({ params, request }) =>
    eventStream("circuit", await watchCircuit(params.id, request.signal), request.signal),
});
