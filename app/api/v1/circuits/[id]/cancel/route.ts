import { cancelCircuit } from "@/lib/circuits/cancel-circuit";
import { idParams, route } from "@/lib/http/route";

export const POST = route({
  access: "member",
  params: idParams,
  handle: ({ params, viewer }) => cancelCircuit({ circuitId: params.id, viewer }),
});
