import { z } from "zod";
import { getCausalCheck } from "@/lib/causal-checks/get-causal-check";
import { route } from "@/lib/http/route";

export const GET = route({
  access: "anyone",
  params: z.object({ id: z.uuid(), checkId: z.uuid() }),
  handle: ({ params, viewer }) => getCausalCheck(params, viewer),
});
