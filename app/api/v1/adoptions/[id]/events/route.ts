import { adoptionComputation } from "@/lib/adoptions/adoption-computation";
import { computationProgressSchema } from "@/lib/computations/computation-view";
import { watch } from "@/lib/computations/watch";
import { events } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "How far this adoption of a model is, now and whenever that changes, until it is ready or failed.",
  access: "administrator",
  session: true,
  params: idParams,
  problems: ["not-found", "too-many-requests"],
  answer: events(adoptionComputation.kind, computationProgressSchema),
  handle: ({ params, viewer, signal }) => watch(adoptionComputation, params, viewer, signal),
});
