import { getCircuit } from "@/lib/circuits/get-circuit";
import { circuitViewSchema } from "@/lib/circuits/view";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "A circuit, finished or not, without its graph.",
  access: "anyone",
  params: idParams,
  problems: ["not-found"],
  answer: json(circuitViewSchema),
  handle: ({ params }) => getCircuit(params.id),
});
