import { z } from "zod";
import { checkCircuit } from "@/lib/circuits/causal-check";
import { idParams, route } from "@/lib/http/route";

export const POST = route({
  access: "anyone",
  params: idParams,
  body: z.object({ frozen: z.boolean() }),
  limit: { name: "check-circuit", points: 20, perSeconds: 60 },
  handle: ({ params, body, viewer, request }) =>
    checkCircuit({ circuitId: params.id, frozen: body.frozen, viewer, signal: request.signal }),
});
