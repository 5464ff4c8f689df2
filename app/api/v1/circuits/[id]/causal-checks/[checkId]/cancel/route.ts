import { z } from "zod";
import { cancelCausalCheck } from "@/lib/causal-checks/cancel-causal-check";
import { route } from "@/lib/http/route";

export const POST = route({
  access: "member",
  params: z.object({ id: z.uuid(), checkId: z.uuid() }),
  handle: ({ params: { id, checkId }, viewer }) => cancelCausalCheck({ circuitId: id, checkId }, viewer),
});
