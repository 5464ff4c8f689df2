import { requestResult } from "@/lib/experiments/request-result";
import { requestedResultSchema } from "@/lib/experiments/view";
import { created, creates } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const POST = route({
  summary:
    "Runs an experiment: for the first time, or again beside the first result. The run that is under way is given where there is one.",
  access: "member",
  keyScope: "compute",
  params: idParams,
  limit: { name: "run-experiment", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "unprocessable"],
  answer: creates(requestedResultSchema),
  handle: async ({ params: { id }, viewer }) => {
    const { number, ...asked } = await requestResult(id, viewer);
    const address = `/api/v1/experiments/${id}/results/${number}`;
    return created({ ...asked, number, url: `/experiments/${id}?result=${number}` }, address);
  },
});
