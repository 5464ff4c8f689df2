import { requestAdoption } from "@/lib/adoptions/request-adoption";
import { askedAdoptionSchema, newAdoptionSchema } from "@/lib/adoptions/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary:
    "Has a worker adopt a model and its dictionaries: fetched, checked, measured and taken up while the site runs. Begins again what failed.",
  access: "administrator",
  session: true,
  body: newAdoptionSchema,
  limit: { name: "adopt", points: 60, perSeconds: 60 * 60 },
  problems: ["conflict", "too-many-requests"],
  answer: json(askedAdoptionSchema),
  handle: ({ body, viewer }) => requestAdoption(body, viewer.id),
});
