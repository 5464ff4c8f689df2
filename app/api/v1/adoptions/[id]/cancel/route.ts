import { cancelAdoption } from "@/lib/adoptions/cancel-adoption";
import { cancelledSchema } from "@/lib/computations/computation-view";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const POST = route({
  summary: "Stops this adoption of a model. What was fetched is kept for when it is begun again.",
  access: "administrator",
  session: true,
  params: idParams,
  problems: ["not-found"],
  answer: json(cancelledSchema),
  handle: ({ params, viewer }) => cancelAdoption(params.id, viewer),
});
