import { z } from "zod";
import { watchCausalCheck } from "@/lib/causal-checks/get-causal-check";
import { eventStream } from "@/lib/http/event-stream";
import { route } from "@/lib/http/route";

export const GET = route({
  access: "anyone",
  params: z.object({ id: z.uuid(), checkId: z.uuid() }),
  handle: async ({ params: { id, checkId }, viewer, request: { signal } }) =>
    eventStream("check", await watchCausalCheck({ circuitId: id, checkId }, viewer, signal), {
      viewer,
      signal,
    }),
});
