import { z } from "zod";
import { cancelExpansion } from "@/lib/expansions/cancel-expansion";
import { nodeIdSchema } from "@/lib/expansions/expand-node";
import { route } from "@/lib/http/route";

export const POST = route({
  access: "member",
  params: z.object({ id: z.uuid(), nodeId: nodeIdSchema }),
  handle: ({ params: { id, nodeId }, viewer }) => cancelExpansion({ circuitId: id, nodeId }, viewer),
});
