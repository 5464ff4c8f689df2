import { z } from "zod";
import { requestCausalCheck } from "@/lib/causal-checks/request-causal-check";
import { causalCheckViewSchema } from "@/lib/causal-checks/view";
import { created, creates } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const POST = route({
  summary: "Asks for each feature of a circuit to be ablated in the real model.",
  access: "anyone",
  keyScope: "compute",
  params: idParams,
  body: z.object({ frozen: z.boolean() }),
  limit: { name: "check-circuit", points: 20, perSeconds: 60 },
  problems: ["not-found", "conflict"],
  answer: creates(causalCheckViewSchema),
  handle: async ({ params, body, viewer }) => {
    const check = await requestCausalCheck({ circuitId: params.id, frozen: body.frozen, viewer });
    return created(check, `/api/v1/circuits/${params.id}/causal-checks/${check.id}`);
  },
});
