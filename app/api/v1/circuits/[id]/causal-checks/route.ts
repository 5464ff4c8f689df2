import { z } from "zod";
import { requestCausalCheck } from "@/lib/causal-checks/request-causal-check";
import { created, idParams, route } from "@/lib/http/route";

export const POST = route({
  access: "anyone",
  params: idParams,
  body: z.object({ frozen: z.boolean() }),
  limit: { name: "check-circuit", points: 20, perSeconds: 60 },
  handle: async ({ params, body, viewer }) => {
    const check = await requestCausalCheck({ circuitId: params.id, frozen: body.frozen, viewer });
    return created(check, `/api/v1/circuits/${params.id}/causal-checks/${check.id}`);
  },
});
