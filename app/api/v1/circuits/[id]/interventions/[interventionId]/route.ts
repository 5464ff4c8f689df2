import { z } from "zod";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { getIntervention } from "@/lib/interventions/get-intervention";
import { interventionViewSchema } from "@/lib/interventions/view";

export const GET = route({
  summary: "A tried change as far as it is: what was changed, and what that did.",
  access: "anyone",
  params: z.object({ id: z.uuid(), interventionId: z.uuid() }),
  problems: ["not-found"],
  answer: json(interventionViewSchema),
  handle: ({ params, viewer }) => getIntervention(params, viewer),
});
