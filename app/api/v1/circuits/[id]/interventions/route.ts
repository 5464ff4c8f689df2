import { created, creates } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { newInterventionSchema } from "@/lib/interventions/intervention";
import { requestIntervention } from "@/lib/interventions/request-intervention";
import { interventionViewSchema } from "@/lib/interventions/view";

export const POST = route({
  summary: "Asks what a change of a circuit's run does: features scaled or set, dictionaries spliced in.",
  access: "anyone",
  keyScope: "compute",
  params: idParams,
  body: newInterventionSchema,
  limit: { name: "try-change", points: 120, perSeconds: 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: creates(interventionViewSchema),
  handle: async ({ params, body, viewer }) => {
    const intervention = await requestIntervention({ circuitId: params.id, ...body, viewer });
    return created(intervention, `/api/v1/circuits/${params.id}/interventions/${intervention.id}`);
  },
});
