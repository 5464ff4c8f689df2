import { idParams, route } from "@/lib/http/route";
import { getRun } from "@/lib/runs/get-run";

export const GET = route({ access: "anyone", params: idParams, handle: ({ params }) => getRun(params.id) });
