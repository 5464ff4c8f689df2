import { z } from "zod";
import { getCausalCheck } from "@/lib/causal-checks/get-causal-check";
import { causalCheckViewSchema } from "@/lib/causal-checks/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "A causal check as far as it is.",
  access: "anyone",
  params: z.object({ id: z.uuid(), checkId: z.uuid() }),
  problems: ["not-found"],
  answer: json(causalCheckViewSchema),
  handle: ({ params, viewer }) => getCausalCheck(params, viewer),
});
