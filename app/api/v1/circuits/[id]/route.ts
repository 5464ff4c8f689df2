import { getCircuit } from "@/lib/circuits/get-circuit";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  access: "anyone",
  params: idParams,
  handle: ({ params }) => getCircuit(params.id),
});
