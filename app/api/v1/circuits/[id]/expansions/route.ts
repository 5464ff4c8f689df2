import { z } from "zod";
import { expandNode } from "@/lib/expansions/expand-node";
import { nodeIdSchema } from "@/lib/expansions/node-id-schema";
import { idParams, route } from "@/lib/http/route";

export const POST = route({
  access: "anyone",
  params: idParams,
  body: z.object({ nodeId: nodeIdSchema }),
  limit: { name: "expand-node", points: 120, perSeconds: 60 },
  handle: ({ params, body, viewer, request }) =>
    expandNode({ circuitId: params.id, nodeId: body.nodeId, viewer, signal: request.signal }),
});
