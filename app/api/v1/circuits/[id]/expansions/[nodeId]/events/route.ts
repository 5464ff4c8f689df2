import { z } from "zod";
import { nodeIdSchema } from "@/lib/expansions/expand-node";
import { watchExpansion } from "@/lib/expansions/watch-expansion";
import { eventStream } from "@/lib/http/event-stream";
import { route } from "@/lib/http/route";

/** How far an expansion is that takes longer than who asked for it likes to wait in the dark. */
export const GET = route({
  access: "anyone",
  params: z.object({ id: z.uuid(), nodeId: nodeIdSchema }),
  handle: async ({ params: { id, nodeId }, viewer, request: { signal } }) =>
    eventStream("expansion", await watchExpansion({ circuitId: id, nodeId }, viewer, signal), {
      viewer,
      signal,
    }),
});
