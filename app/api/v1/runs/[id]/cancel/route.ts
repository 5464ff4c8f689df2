import { idParams, route } from "@/lib/http/route";
import { cancelRun } from "@/lib/runs/cancel-run";

export const POST = route({
  access: "member",
  params: idParams,
  handle: ({ params, viewer }) => cancelRun({ runId: params.id, viewer }),
});
