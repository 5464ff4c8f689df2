import { idParams, route } from "@/lib/http/route";
import { retryRun } from "@/lib/runs/retry-run";

export const POST = route({
  access: "anyone",
  params: idParams,
  handle: ({ params, viewer }) => retryRun({ runId: params.id, viewer }),
});
