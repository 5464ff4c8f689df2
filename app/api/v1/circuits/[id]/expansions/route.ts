import { z } from "zod";
import { expansionSchema } from "@/lib/circuit-format/expansion";
import { expandNode } from "@/lib/expansions/expand-node";
import { nodeIdSchema } from "@/lib/expansions/node-id-schema";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const POST = route({
  summary: "Expands one node of a circuit: what it gets and from whom. Answers when it is computed.",
  access: "anyone",
  keyScope: "compute",
  params: idParams,
  body: z.object({ nodeId: nodeIdSchema }),
  limit: { name: "expand-node", points: 120, perSeconds: 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: json(expansionSchema),
  handle: ({ params, body, viewer, signal }) =>
    expandNode({ circuitId: params.id, nodeId: body.nodeId, viewer, signal }),
});
