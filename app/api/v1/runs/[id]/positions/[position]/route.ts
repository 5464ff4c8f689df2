import { z } from "zod";
import { route } from "@/lib/http/route";
import { getRunPosition } from "@/lib/runs/get-run-position";

export const GET = route({
  access: "anyone",
  params: z.object({ id: z.uuid(), position: z.coerce.number().int().min(0).max(1_000_000) }),
  handle: ({ params }) => getRunPosition(params.id, params.position),
});
