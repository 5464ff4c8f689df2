import { z } from "zod";
import { jsonWithList } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { getRunPosition } from "@/lib/runs/get-run-position";
import { activeFeatureViewSchema, runPositionViewSchema } from "@/lib/runs/view";

export const GET = route({
  summary: "What fires at one token of a finished run, and what the model expects after it.",
  access: "anyone",
  params: z.object({ id: z.uuid(), position: z.coerce.number().int().min(0).max(1_000_000) }),
  problems: ["not-found", "conflict"],
  answer: jsonWithList(runPositionViewSchema, "features", activeFeatureViewSchema),
  handle: ({ params }) => getRunPosition(params.id, params.position),
});
