import { retryCircuit } from "@/lib/circuits/retry-circuit";
import { idParams, route } from "@/lib/http/route";

export const POST = route({
  access: "anyone",
  params: idParams,
  handle: ({ params, viewer }) => retryCircuit({ circuitId: params.id, viewer }),
});
